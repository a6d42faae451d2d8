import { describe, expect, it } from '@jest/globals';
import { GroupCommit } from './group-commit.ts';

/** Statements that end when they are told to. */
function someStatements() {
  const begun: { items: string[]; end: (error?: Error) => void }[] = [];
  const write = (items: string[]) =>
    new Promise<string[]>((resolve, reject) => {
      begun.push({
        items,
        end: (error) => (error ? reject(error) : resolve(items.map((item) => `${item}!`))),
      });
    });
  return { begun, write };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('GroupCommit', () => {
  it('gathers what arrives while a statement runs, and answers each its own', async () => {
    const { begun, write } = someStatements();
    const group = new GroupCommit(write, { keyOf: (item: string) => item });
    const answers = ['a', 'b', 'c'].map((item) => group.add(item));
    expect(begun.map(({ items }) => items)).toEqual([['a']]);
    begun[0]?.end();
    await settled();
    expect(begun.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
    begun[1]?.end();
    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!']);
  });

  it('never sends two of one key together, and keeps their order', async () => {
    const { begun, write } = someStatements();
    const group = new GroupCommit(write, { keyOf: (item: string) => item.slice(0, 1) });
    const answers = ['x1', 'a1', 'a2', 'b1', 'a3'].map((item) => group.add(item));
    for (let turn = 0; turn < 4; turn++) {
      begun[turn]?.end();
      await settled();
    }
    expect(begun.map(({ items }) => items)).toEqual([['x1'], ['a1', 'b1'], ['a2'], ['a3']]);
    await Promise.all(answers);
  });

  it('tells all of a failed statement, and goes on with the next', async () => {
    const { begun, write } = someStatements();
    const group = new GroupCommit(write, { keyOf: (item: string) => item });
    const first = group.add('a');
    const second = group.add('b');
    begun[0]?.end(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await settled();
    begun[1]?.end();
    expect(await second).toBe('b!');
  });

  it('takes at most so many at once', async () => {
    const { begun, write } = someStatements();
    const group = new GroupCommit(write, { keyOf: (item: string) => item, most: 2 });
    const answers = ['a', 'b', 'c', 'd'].map((item) => group.add(item));
    for (let turn = 0; turn < 3; turn++) {
      begun[turn]?.end();
      await settled();
    }
    expect(begun.map(({ items }) => items)).toEqual([['a'], ['b', 'c'], ['d']]);
    await Promise.all(answers);
  });
});
