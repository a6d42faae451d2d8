import { describe, expect, it } from '@jest/globals';
import { keysOf, namesIn, type WordTree } from '@bimtek/platform-portal';
import { partOfDay } from './home-look.ts';
import en from './words/en.ts';
import id from './words/id.ts';
import summaryEn from '../summary/words/en.ts';
import summaryId from '../summary/words/id.ts';

describe('partOfDay', () => {
  it.each([
    ['2026-07-07T21:00:00Z', 'Asia/Jakarta', 'morning'],
    ['2026-07-08T03:59:00Z', 'Asia/Jakarta', 'morning'],
    ['2026-07-08T04:00:00Z', 'Asia/Jakarta', 'noon'],
    ['2026-07-08T08:00:00Z', 'Asia/Jakarta', 'afternoon'],
    ['2026-07-08T11:00:00Z', 'Asia/Jakarta', 'evening'],
    ['2026-07-08T20:59:00Z', 'Asia/Jakarta', 'evening'],
    ['2026-07-08T02:30:00Z', 'Asia/Jayapura', 'noon'],
  ] as const)('%s in %s is %s', (at, zone, part) => expect(partOfDay(at, zone)).toBe(part));
});

describe.each([
  ['home', id, en],
  ['summary', summaryId, summaryEn],
] as [string, WordTree, WordTree][])('the words of %s', (_scope, one, other) => {
  const sentence = (tree: WordTree, key: string) =>
    key.split('.').reduce<WordTree | string>((at, part) => (at as WordTree)[part] ?? '', tree) as string;

  it('ask for the same names in both languages', () => {
    for (const key of keysOf(one)) {
      expect([key, namesIn(sentence(other, key))]).toEqual([key, namesIn(sentence(one, key))]);
    }
  });
});
