import { describe, expect, it } from '@jest/globals';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { noAnswer, problemFrom, urlFor } from './request.ts';

const saveAnswer = endpoint({
  name: 'saveAnswer',
  summary: 'Saves',
  method: 'PUT',
  path: 'attempts/:attemptId/answers/:questionId',
  allow: 'attempt.answer',
  params: z.object({ attemptId: z.string(), questionId: z.string() }),
  query: z.object({
    after: z.string().optional(),
    tag: z.array(z.string()).optional(),
    limit: z.number().optional(),
  }),
});

describe('urlFor', () => {
  it('fills the parameters in, escaped, and adds only the query that was given', () => {
    const input = {
      params: { attemptId: 'a/1', questionId: 'q 2' },
      query: { after: undefined, tag: ['x', 'y&z'], limit: 20 },
    };
    expect(urlFor(saveAnswer, input)).toBe('/api/attempts/a%2F1/answers/q%202?tag=x&tag=y%26z&limit=20');
  });

  it('refuses to build an address with a parameter missing', () => {
    const input = { params: { attemptId: 'a' }, query: {} } as never;
    expect(() => urlFor(saveAnswer, input)).toThrow('saveAnswer needs the parameter questionId');
  });
});

describe('problemFrom', () => {
  it('reads code, field remarks and extras of a problem document', () => {
    const problem = problemFrom(
      422,
      'application/problem+json; charset=utf-8',
      JSON.stringify({
        type: '/problems/invalid-request',
        title: 'No',
        status: 422,
        errors: [
          { pointer: '#/password', detail: 'Too short' },
          { pointer: '#/password', detail: 'Too easy' },
        ],
        attemptsLeft: 2,
      }),
    );
    expect(problem).toMatchObject({ code: 'invalid-request', status: 422, extra: { attemptsLeft: 2 } });
    expect(problem.fieldErrors()).toEqual({ password: 'Too short' });
    expect(problem.isNetwork).toBe(false);
  });

  it.each([
    [502, 'text/html', '<h1>Bad gateway</h1>', 'server-down', true],
    [503, null, '', 'server-down', true],
    [500, 'text/plain', 'oops', 'unexpected-error', false],
    [409, 'application/problem+json', '{broken', 'unexpected-answer', false],
  ])('takes %i (%s) for what it is', (status, type, text, code, isNetwork) => {
    expect(problemFrom(status, type, text)).toMatchObject({ code, isNetwork });
  });
});

describe('noAnswer', () => {
  it('tells a device without connection from a server that cannot be reached', () => {
    expect(noAnswer(new TypeError(), false).code).toBe('offline');
    expect(noAnswer(new TypeError(), true).code).toBe('unreachable');
  });
});
