import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anActor, aTestContext, type TestContext } from '../testing/test-app.ts';
import { AuditLog } from './audit-log.ts';

let context: TestContext;
beforeAll(async () => {
  context = await aTestContext([], []);
});
afterAll(() => context.close());

describe('the audit log', () => {
  const act = {
    action: 'spec.done',
    subject: { type: 'thing', id: '7' },
    before: { a: 1 },
    after: { a: 2 },
  } as const;

  it('keeps who did what, in which role, with before, after and reason', async () => {
    await context.db.transaction((tx) =>
      context.get(AuditLog).record(tx, anActor(), { ...act, reason: 'asked for' }),
    );
    const rows = await context.db.query(
      `SELECT actor_name, role, action, before, after, reason FROM platform_audit_entry`,
    );
    expect(rows).toEqual([
      {
        actor_name: 'Penguji',
        role: 'nationalAdmin',
        action: 'spec.done',
        before: { a: 1 },
        after: { a: 2 },
        reason: 'asked for',
      },
    ]);
  });

  it('has nothing of an act that was rolled back', async () => {
    const failed = context.db.transaction(async (tx) => {
      await context.get(AuditLog).record(tx, 'system', { ...act, action: 'spec.undone' });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await context.db.query(`SELECT 1 FROM platform_audit_entry WHERE action = 'spec.undone'`)).toEqual(
      [],
    );
  });

  it.each([
    ['changed', `UPDATE platform_audit_entry SET reason = 'other'`],
    ['deleted', `DELETE FROM platform_audit_entry`],
    ['emptied', `TRUNCATE platform_audit_entry`],
  ])('cannot be %s', (_case, statement) =>
    expect(context.db.query(statement)).rejects.toThrow('platform_audit_entry is append-only'),
  );
});
