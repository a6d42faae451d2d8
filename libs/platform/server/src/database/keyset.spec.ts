import { describe, expect, it } from '@jest/globals';
import { Conditions } from './conditions.ts';
import { cursorOf, Keyset } from './keyset.ts';

const columns = [
  { sql: 'e.name', type: 'text' },
  { sql: 'e.size', type: 'int' },
] as const;
const rows = ['a', 'b', 'c', 'd', 'e'].map((name, size) => ({ name, size }));
type Row = (typeof rows)[number];
const keysOf = ({ name, size }: Row) => [name, String(size)];

/** What a database would answer. */
function ask(asked: { after?: string; before?: string; limit: number }, direction: 'asc' | 'desc' = 'asc') {
  const keyset = new Keyset(columns, asked, direction);
  const where = new Conditions();
  keyset.narrow(where);
  const [name] = where.parameters as string[];
  const isDown = where.sql.includes('<');
  const found = rows
    .filter((row) => name === undefined || (isDown ? row.name < name : row.name > name))
    .sort((one, other) => one.name.localeCompare(other.name) * (keyset.order.includes('DESC') ? -1 : 1))
    .slice(0, keyset.limit);
  const { items, next, previous } = keyset.page(found, keysOf);
  return { names: items.map((row) => row.name).join(''), next, previous };
}

describe('Keyset', () => {
  it('goes to the end and all the way back', () => {
    const first = ask({ limit: 2 });
    expect([first.names, first.previous]).toEqual(['ab', null]);
    const second = ask({ limit: 2, after: first.next ?? '' });
    expect(second.names).toBe('cd');
    const third = ask({ limit: 2, after: second.next ?? '' });
    expect([third.names, third.next]).toEqual(['e', null]);
    const back = ask({ limit: 2, before: third.previous ?? '' });
    expect(back.names).toBe('cd');
    const start = ask({ limit: 2, before: back.previous ?? '' });
    expect([start.names, start.previous, start.next !== null]).toEqual(['ab', null, true]);
  });

  it('goes the other way round when the newest stand first', () => {
    const first = ask({ limit: 3 }, 'desc');
    const second = ask({ limit: 3, after: first.next ?? '' }, 'desc');
    expect([first.names, second.names]).toEqual(['edc', 'ba']);
    expect(ask({ limit: 3, before: second.previous ?? '' }, 'desc').names).toBe('edc');
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['too few keys', cursorOf(['a'])],
    ['a key of another type', cursorOf(['a', 'b'])],
  ])('begins again with %s', (_case, cursor) => {
    expect(ask({ limit: 2, after: cursor }).names).toBe('ab');
    expect(ask({ limit: 2, before: cursor })).toMatchObject({ names: 'ab', previous: null });
  });
});
