/** Text without case, accents, spaces and signs: `Nur'aini` and `NURAINI` are one. */
export function plainKey(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** A person's name for comparison: two writings of one name have one key. */
export const personKey = plainKey;

const LIBRARY_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(perpusdes|perpuskel|perpus|perpustakaan)\b/, 'perpus'],
  [/^perpus\s+(umum\s+)?(desa|kelurahan|kampung|gampong|nagari)\b/, 'perpus'],
  [/^taman\s+bacaan\s+masyarakat\b/, 'tbm'],
];

/** A library's name for comparison: `Perpusdes Cahaya Ilmu` is `Perpustakaan Desa Cahaya Ilmu`. */
export function libraryKey(name: string): string {
  const words = name.normalize('NFKD').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return plainKey(LIBRARY_WORDS.reduce((text, [pattern, word]) => text.replace(pattern, word), words));
}

/** A village's name without the word that says what kind of village it is. */
export function villageKey(name: string): string {
  return plainKey(
    name.trim().replace(/^(desa adat|desa|ds\.?|kelurahan|kel\.?|kampung|gampong|nagari)\s+/i, ''),
  );
}

export interface RegencyName {
  key: string;
  /** Null when the word is left out: `Magelang` may be the kabupaten or the kota. */
  kind: 'kabupaten' | 'kota' | null;
}

export function readRegencyName(name: string): RegencyName {
  const match = /^(kabupaten|kab\.?|kota(?:madya)?(?:\s+adm(?:inistrasi)?\.?)?)\s+(.+)$/i.exec(name.trim());
  if (!match?.[1] || !match[2]) return { key: plainKey(name), kind: null };
  return { key: plainKey(match[2]), kind: match[1].toLowerCase().startsWith('kab') ? 'kabupaten' : 'kota' };
}

/** Whether what someone wrote can mean the regency of this name (`Kabupaten Magelang`). */
export function isSameRegency(written: string, regencyName: string): boolean {
  const a = readRegencyName(written);
  const b = readRegencyName(regencyName);
  return a.key === b.key && (a.kind === null || a.kind === b.kind);
}

/** How many letters must be added, dropped or changed to make one word of the other; stops counting at `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(change, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    if (Math.min(...line) > most) return most + 1;
    above = line;
  }
  return above[b.length] ?? most + 1;
}
