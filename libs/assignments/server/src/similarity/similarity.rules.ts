const { imul } = Math;

/**
 * Which texts have much in common, without comparing each with each. A text is the set of its w-shingles (Broder, "On the
 * resemblance and containment of documents", 1997): every five words in a row, as one number. A signature keeps of this set
 * the least value under each of many hash functions; two signatures agree at a place with the probability of their
 * resemblance |A ∩ B| / |A ∪ B| (MinHash). Signatures are cut into bands (locality-sensitive hashing: Indyk and Motwani,
 * 1998; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4), and only texts that share a whole band are
 * compared, then exactly. With 32 bands of 4 places, texts that resemble each other by one half meet with 87 %, by 0.7 with
 * 99.98 %, by 0.2 with 5 %.
 */
const SHINGLE_WORDS = 5;
const BANDS = 32;
const ROWS = 4;

/** Fewer shingles than this say nothing about who wrote them. */
export const SHINGLES_MIN = 20;

/** From this resemblance on a pair is kept as a hint. */
export const RESEMBLANCE_MIN = 0.3;
/** So many of the most alike are kept for one text. */
export const SIMILAR_MAX = 10;

export interface Word {
  /** As it is compared: lower case, without signs. */
  word: string;
  start: number;
  end: number;
}

export function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    found.push({
      word: match[0].normalize('NFKC').toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return found;
}

/** FNV-1a of the words with a space after each, mixed once more so that all bits depend on all words. */
function shingleAt(words: readonly Word[], from: number): number {
  let hash = 0x811c9dc5;
  for (let place = from; place < from + SHINGLE_WORDS; place++) {
    const word = words[place]?.word ?? '';
    for (let sign = 0; sign < word.length; sign++) {
      hash = imul(hash ^ word.charCodeAt(sign), 0x01000193);
    }
    hash = imul(hash ^ 32, 0x01000193);
  }
  return mixed(hash);
}

/** The finalizer of MurmurHash3 (Appleby): each bit in changes half of those that come out. */
function mixed(value: number): number {
  let hash = value;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The shingles of a text, each once and in order; without those of the brief, which everybody may repeat. */
export function shinglesOf(text: string, common: ReadonlySet<number> = new Set()): Uint32Array {
  const words = wordsOf(text);
  const all = new Set<number>();
  for (let from = 0; from + SHINGLE_WORDS <= words.length; from++) {
    const shingle = shingleAt(words, from);
    if (!common.has(shingle)) all.add(shingle);
  }
  return Uint32Array.from(all).sort();
}

const seeds = Uint32Array.from({ length: BANDS * ROWS }, (_, place) => mixed(imul(place + 1, 0x9e3779b1)));

/**
 * The buckets of a text: one number of 63 bits for each band. `within` keeps apart texts that are never compared, those of
 * other runs and assignments. None for a text that is too short.
 */
export function bucketsOf(shingles: Uint32Array, within: string): bigint[] {
  if (shingles.length < SHINGLES_MIN) return [];
  const least = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let place = 0; place < least.length; place++) {
      const hash = mixed(shingle ^ (seeds[place] as number));
      if (hash < (least[place] as number)) least[place] = hash;
    }
  }
  const scope = scopeOf(within);
  return Array.from({ length: BANDS }, (_, band) => {
    let [high, low] = [mixed(scope ^ band), mixed(scope + band)];
    for (let row = 0; row < ROWS; row++) {
      const value = least[band * ROWS + row] as number;
      high = mixed(high ^ value);
      low = mixed(low + value);
    }
    return (BigInt(high & 0x7fffffff) << 32n) | BigInt(low);
  });
}

function scopeOf(within: string): number {
  let hash = 0x811c9dc5;
  for (let sign = 0; sign < within.length; sign++) {
    hash = imul(hash ^ within.charCodeAt(sign), 0x01000193);
  }
  return mixed(hash);
}

export interface Likeness {
  /** Shingles that both have. */
  common: number;
  /** |A ∩ B| / |A ∪ B|. */
  resemblance: number;
}

/** Compares two sets of shingles exactly; both are in order. */
export function likenessOf(one: Uint32Array, other: Uint32Array): Likeness {
  let [common, a, b] = [0, 0, 0];
  while (a < one.length && b < other.length) {
    const [left, right] = [one[a] as number, other[b] as number];
    if (left === right) {
      common++;
      a++;
      b++;
    } else if (left < right) a++;
    else b++;
  }
  const union = one.length + other.length - common;
  return { common, resemblance: union === 0 ? 0 : common / union };
}

/** The text in pieces, each wholly in the other text or not; together they are the text. */
export function passagesOf(text: string, other: ReadonlySet<number>): { text: string; isCommon: boolean }[] {
  const words = wordsOf(text);
  const isCommon = new Uint8Array(words.length);
  for (let from = 0; from + SHINGLE_WORDS <= words.length; from++) {
    if (other.has(shingleAt(words, from))) isCommon.fill(1, from, from + SHINGLE_WORDS);
  }
  const passages: { text: string; isCommon: boolean }[] = [];
  let begun = 0;
  for (let place = 0; place < words.length; place++) {
    if (place === 0 || isCommon[place] === isCommon[place - 1]) continue;
    // Signs and spaces between two pieces belong to the one before.
    const { start } = words[place] as Word;
    passages.push({ text: text.slice(begun, start), isCommon: isCommon[place - 1] === 1 });
    begun = start;
  }
  if (begun < text.length) passages.push({ text: text.slice(begun), isCommon: isCommon.at(-1) === 1 });
  return passages;
}

/** Everything that somebody has written in a piece of work, one part a line. */
export function writtenIn({ text, plan }: { text: string; plan?: unknown }): string {
  const parts = [text];
  const collect = (value: unknown): void => {
    // Ids, dates and choices are no sentences.
    if (typeof value === 'string' && value.includes(' ')) parts.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
  };
  collect(plan);
  return parts.filter((part) => part.trim() !== '').join('\n');
}
