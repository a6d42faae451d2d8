import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketsOf, likenessOf, passagesOf, shinglesOf, wordsOf, writtenIn } from './similarity.rules.ts';

const vocabulary = Array.from({ length: 4_000 }, (_, n) => `kata${n}`);
/** Repeatable texts of words drawn from a vocabulary. */
function someText(seed: number, words = 300): string[] {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length: words }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return vocabulary[state % vocabulary.length] ?? '';
  });
}
/** The text with every nth word another. */
const changed = (words: string[], every: number) =>
  words.map((word, place) => (place % every === 0 ? `lain${place}` : word)).join(' ');
const meets = (one: string, other: string) => {
  const buckets = new Set(bucketsOf(shinglesOf(other), 'run'));
  return bucketsOf(shinglesOf(one), 'run').some((bucket) => buckets.has(bucket));
};

describe('shingles', () => {
  it('do not see signs, case and line breaks', () => {
    expect(shinglesOf('Warga desa, datang ke perpustakaan! Setiap hari.')).toEqual(
      shinglesOf('warga DESA datang\nke perpustakaan setiap hari'),
    );
  });
  it('leave out what the brief says, which everybody may repeat', () => {
    const brief = 'Tuliskan tiga kebutuhan warga desa Anda dengan bukti.';
    const own = 'Ibu-ibu ingin belajar mengolah singkong menjadi keripik.';
    const left = shinglesOf(`${brief} ${own}`, new Set(shinglesOf(brief)));
    expect(likenessOf(left, shinglesOf(brief)).common).toBe(0);
    expect(likenessOf(left, shinglesOf(own)).common).toBe(shinglesOf(own).length);
  });
  it('of fewer than five words there are none', () => {
    expect(shinglesOf('Kami buka tiga hari')).toHaveLength(0);
  });
});

describe('likenessOf', () => {
  const sets = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 80 });
  it('is what counting says, whichever comes first', () => {
    fc.assert(
      fc.property(sets, sets, (one, other) => {
        const common = one.filter((value) => other.includes(value)).length;
        const union = new Set([...one, ...other]).size;
        const [a, b] = [Uint32Array.from(one).sort(), Uint32Array.from(other).sort()];
        expect(likenessOf(a, b)).toEqual({ common, resemblance: union === 0 ? 0 : common / union });
        expect(likenessOf(b, a)).toEqual(likenessOf(a, b));
      }),
    );
  });
});

describe('buckets', () => {
  it('let copies meet, and nearly all texts that resemble each other by a half or more', () => {
    const missed = Array.from({ length: 200 }, (_, seed) => {
      const words = someText(seed);
      return [meets(words.join(' '), words.join(' ')), meets(words.join(' '), changed(words, 20))];
    });
    expect(missed.filter(([same]) => !same)).toEqual([]);
    // Every twentieth word is another: a quarter of the shingles of each is gone, so they resemble each other by 0.6.
    expect(missed.filter(([, near]) => !near).length).toBeLessThan(12);
  });
  it('keep others apart: of 20,000 pairs of texts hardly one meets', () => {
    const buckets = Array.from({ length: 200 }, (_, seed) =>
      bucketsOf(shinglesOf(someText(seed).join(' ')), 'run'),
    );
    const held = new Map<bigint, number>();
    for (const bucket of buckets.flat()) held.set(bucket, (held.get(bucket) ?? 0) + 1);
    expect([...held.values()].filter((n) => n > 1).length).toBeLessThan(3);
  });
  it('are others in another run, and none for a text that is too short', () => {
    const shingles = shinglesOf(someText(1).join(' '));
    const here = new Set(bucketsOf(shingles, 'run 1'));
    expect(bucketsOf(shingles, 'run 2').filter((bucket) => here.has(bucket))).toEqual([]);
    expect(bucketsOf(shinglesOf('Perpustakaan kami buka tiga hari seminggu.'), 'run')).toEqual([]);
  });
  it('fit into a bigint of the database', () => {
    for (const bucket of bucketsOf(shinglesOf(someText(3).join(' ')), 'run')) {
      expect(bucket >= 0n && bucket < 2n ** 63n).toBe(true);
    }
  });
});

describe('passagesOf', () => {
  it('marks what both have', () => {
    const mine = 'Pada hari Senin ibu-ibu belajar mengolah singkong bersama. Lalu kami pulang.';
    const theirs = 'Di desa kami: ibu ibu belajar mengolah singkong, setiap Sabtu.';
    const passages = passagesOf(mine, new Set(shinglesOf(theirs)));
    expect(passages).toEqual([
      { text: 'Pada hari Senin ', isCommon: false },
      { text: 'ibu-ibu belajar mengolah singkong ', isCommon: true },
      { text: 'bersama. Lalu kami pulang.', isCommon: false },
    ]);
  });
  it('never loses or changes a sign of the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.string({ maxLength: 200 }),
        (text, other) => {
          expect(
            passagesOf(text, new Set(shinglesOf(other)))
              .map((one) => one.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });
  it('of a text with itself is the whole text', () => {
    const text = someText(5, 40).join(' ');
    expect(passagesOf(text, new Set(shinglesOf(text)))).toEqual([{ text, isCommon: true }]);
  });
});

it('reads all sentences of a plan, and no ids or choices', () => {
  const plan = { id: 'a-1', strategy: 'advocacy', items: [{ title: 'Kelas olah singkong', cost: 5 }] };
  expect(writtenIn({ text: '', plan })).toBe('Kelas olah singkong');
  expect(wordsOf(writtenIn({ text: 'Satu dua', plan: null }))).toHaveLength(2);
});
