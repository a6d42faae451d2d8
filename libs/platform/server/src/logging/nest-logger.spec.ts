import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { createLogger, NestLogger } from './nest-logger.ts';

/** What the log says about it, line by line. */
function logged(say: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  say(createLogger({ logLevel: 'debug' }, 'spec', { write: (line) => (text += line) }));
  return text;
}

const refusedRow = () => {
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "one_phone"'), {
    code: '23505',
    constraint: 'one_phone',
    detail: 'Key (phone)=(+6281298761234) already exists.',
  });
  return new QueryFailedError(
    'INSERT INTO identity_account VALUES ($1, $2)',
    ['+6281298761234', 'a-hash'],
    cause,
  );
};

describe('the log', () => {
  it('says of a statement that failed which constraint and where, and neither its parameters nor the row', () => {
    for (const error of [refusedRow(), new Error('could not invite', { cause: refusedRow() })]) {
      const text = logged((logger) => logger.error({ err: error }, 'unexpected-error'));
      expect(text).toContain('one_phone');
      expect(text).toContain('nest-logger.spec');
      expect(text).not.toMatch(/6281298761234|a-hash/);
    }
  });

  it('keeps headers, passwords, tokens and codes to itself', () => {
    const secret = 'kebun sumur lampu';
    const text = logged((logger) => {
      logger.info(
        { password: secret, token: secret, code: secret, body: { password: secret, code: secret } },
        'a',
      );
      logger.info({ req: { headers: { cookie: secret } }, res: { headers: { 'set-cookie': secret } } }, 'b');
    });
    expect(text.trim().split('\n')).toHaveLength(2);
    expect(text).not.toContain(secret);
  });

  it('takes what Nest says, with the stack of an error', () => {
    const text = logged((logger) => new NestLogger(logger).error(refusedRow(), 'Jobs'));
    expect(text).toContain('nest-logger.spec');
    expect(text).not.toContain('6281298761234');
  });
});
