import type { EntityManager } from 'typeorm';
import type { Chance } from './chance.ts';

export interface Village {
  code: string;
  name: string;
  kind: string;
}

export interface Province {
  code: string;
  name: string;
  timeZone: string;
  villages: number;
}

/** The provinces that there are today, with their villages counted. */
export async function provincesOf(tx: EntityManager): Promise<Province[]> {
  return tx.query(
    `SELECT p.code, p.name, p.time_zone AS "timeZone", v.villages
     FROM registry_region p JOIN (
       SELECT left(code, 2) AS province, count(*)::int AS villages FROM registry_region
       WHERE level = 'village' AND valid_to IS NULL GROUP BY 1) v ON v.province = p.code
     WHERE p.level = 'province' AND p.valid_to IS NULL ORDER BY p.code`,
  );
}

/** So many villages of a province, in an order that the seed gives; fewer when there are not so many. */
export async function villagesOf(
  tx: EntityManager,
  provinceCode: string,
  count: number,
  seed: string,
): Promise<Village[]> {
  return tx.query(
    `SELECT code, name, kind FROM registry_region
     WHERE level = 'village' AND valid_to IS NULL AND code LIKE $1 || '.%'
     ORDER BY md5(code || $2), code LIMIT $3`,
    [provinceCode, seed, count],
  );
}

/**
 * How many classes each province has: at least one (two where there are enough for all), the others by the square root
 * of its villages, so that small provinces are not lost beside Java.
 */
export function classesByProvince(provinces: readonly Province[], classes: number): Map<string, number> {
  const least = classes >= provinces.length * 3 ? 2 : 1;
  const counts = new Map(provinces.map(({ code }, index) => [code, index < classes ? least : 0]));
  const weights = provinces.map(({ villages }) => Math.sqrt(villages));
  const weight = weights.reduce((sum, one) => sum + one, 0);
  let left = classes - [...counts.values()].reduce((sum, one) => sum + one, 0);
  const shares = provinces.map(({ code }, index) => {
    const exact = (Math.max(left, 0) * (weights[index] ?? 0)) / weight;
    return { code, whole: Math.floor(exact), rest: exact % 1 };
  });
  for (const { code, whole } of shares) counts.set(code, (counts.get(code) ?? 0) + whole);
  left -= shares.reduce((sum, { whole }) => sum + whole, 0);
  for (const { code } of [...shares]
    .sort((one, other) => other.rest - one.rest)
    .slice(0, Math.max(left, 0))) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

const FRUITS = ['Cahaya', 'Pelita', 'Tunas', 'Mekar', 'Sumber', 'Taman', 'Rumah', 'Lentera', 'Jendela', 'Cakra', 'Mutiara', 'Bina', 'Gema',
  'Griya', 'Sinar', 'Wahana']; // prettier-ignore
const SEEDS = ['Ilmu', 'Pustaka', 'Harapan', 'Cendekia', 'Bangsa', 'Wawasan', 'Aksara', 'Literasi', 'Mandiri', 'Sejahtera', 'Cerdas',
  'Nusantara', 'Warga', 'Insani', 'Makmur', 'Lestari']; // prettier-ignore

/** What a library is called, as offices write it, with its type. */
export function inventLibrary(
  chance: Chance,
  village: Village,
): { name: string; type: 'village' | 'communityReading' } {
  const own = `${chance.pick(FRUITS)} ${chance.pick(SEEDS)}`;
  if (chance.isLikely(0.16)) return { name: `TBM ${own}`, type: 'communityReading' };
  const kind = village.kind === 'kelurahan' ? 'Perpustakaan Kelurahan' : 'Perpustakaan Desa';
  return { name: `${kind} ${chance.isLikely(0.3) ? village.name : own}`, type: 'village' };
}
