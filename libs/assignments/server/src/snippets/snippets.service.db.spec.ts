import { type SnippetId, SNIPPETS_MAX } from '@bimtek/assignments-contracts';
import { explained, statementsOf, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { assignmentsContext, aWritingClass, refusalOf } from '../testing/a-class.ts';
import { Snippets } from './snippets.service.ts';

let context: TestContext;
let snippets: Snippets;
beforeAll(async () => {
  context = await assignmentsContext();
  snippets = context.get(Snippets);
});
afterAll(() => context.close());

const at = () => ({ snippetId: randomUUID() as SnippetId });
const own = (text: string) => ({ text, reach: 'own' as const, classGroupId: null });
const texts = async (...asked: Parameters<Snippets['list']>) =>
  (await snippets.list(...asked)).items.map(({ text }) => text);

describe('comments that are written again and again', () => {
  it('are one’s own, or for all who mark in the class', async () => {
    const { trainer, colleague, classGroupId } = await aWritingClass(context);
    const { trainer: stranger } = await aWritingClass(context);
    await snippets.put(trainer, at(), own('Bagus, {nama}!'));
    await snippets.put(trainer, at(), { text: 'Lihat {modul}.', reach: 'class', classGroupId });
    expect((await texts(trainer, {})).sort()).toEqual(['Bagus, {nama}!', 'Lihat {modul}.']);
    expect((await snippets.list(colleague, {})).items).toMatchObject([
      { text: 'Lihat {modul}.', isMine: false, reach: 'class' },
    ]);
    expect(await texts(stranger, {})).toEqual([]);
    const elsewhere = { text: 'Untuk kelas lain', reach: 'class' as const, classGroupId };
    expect(await refusalOf(snippets.put(stranger, at(), elsewhere))).toBe('not-found');
  });

  it('are changed and taken out only by whoever wrote them', async () => {
    const { trainer, colleague, classGroupId } = await aWritingClass(context);
    const one = at();
    await snippets.put(trainer, one, { text: 'Pertama', reach: 'class', classGroupId });
    expect(await refusalOf(snippets.put(colleague, one, own('Milik saya')))).toBe('id-taken');
    await snippets.remove(colleague, one);
    await snippets.put(trainer, one, { text: 'Kedua', reach: 'class', classGroupId });
    expect(await texts(colleague, {})).toEqual(['Kedua']);
    await snippets.remove(trainer, one);
    await snippets.remove(trainer, one);
    expect(await texts(trainer, {})).toEqual([]);
  });

  it('stand in the order of their use', async () => {
    const { trainer } = await aWritingClass(context);
    const often = at();
    await snippets.put(trainer, often, own('Sering'));
    await snippets.put(trainer, at(), own('Jarang'));
    await snippets.use(trainer, often);
    await snippets.put(trainer, often, own('Sering dipakai'));
    expect(await texts(trainer, {})).toEqual(['Sering dipakai', 'Jarang']);
  });

  it('have no placeholder that nothing fills, and are not endless', async () => {
    const { trainer } = await aWritingClass(context);
    expect(await refusalOf(snippets.put(trainer, at(), own('Di {desa}')))).toBe('placeholder-unknown');
    await context.db.query(
      `INSERT INTO assignments_snippet SELECT gen_random_uuid(), $1, NULL, 'Teks ' || n, 0, now() FROM generate_series(1, $2) n`,
      [trainer.userId, SNIPPETS_MAX],
    );
    expect(await refusalOf(snippets.put(trainer, at(), own('Satu lagi')))).toBe('too-many-snippets');
  });

  it('are read by index among those of everybody', async () => {
    const { trainer } = await aWritingClass(context);
    await context.db.query(
      `INSERT INTO assignments_snippet SELECT gen_random_uuid(), gen_random_uuid(),
         CASE WHEN n % 2 = 0 THEN gen_random_uuid() END, 'Teks ' || n, 0, now() FROM generate_series(1, 20000) n`,
    );
    await context.db.query(`ANALYZE assignments_snippet`);
    for (const { sql, parameters } of await statementsOf(context.db, () => snippets.list(trainer, {}))) {
      expect((await explained(context.db, sql, parameters)).sequentialScans).toEqual([]);
    }
  });
});
