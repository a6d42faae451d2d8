import type { TableRow } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { plainKey, villageKey } from '../name-keys.rules.ts';
import { readVillageCode } from '../regions/region.rules.ts';
import { newDistrictOf, type Village, type VillageFacts } from './village.rules.ts';

const VILLAGE = `
  SELECT v.code, v.name, v.name_key AS "nameKey", d.name AS "districtName", k.name AS "regencyName",
         p.name AS "provinceName"
  FROM registry_region v
  JOIN registry_region d ON d.code = v.parent_code
  JOIN registry_region k ON k.code = d.parent_code
  JOIN registry_region p ON p.code = k.parent_code
  WHERE v.level = 'village' AND v.valid_to IS NULL`;

/** The prefixes of regencies whose codes changed, from the old to the new. */
export async function newPrefixes(db: EntityManager): Promise<Map<string, string>> {
  const rows: { old: string; now: string }[] = await db.query(
    `SELECT old_prefix AS old, new_prefix AS now FROM registry_region_code_change`,
  );
  return new Map(rows.map(({ old, now }) => [old, now]));
}

/** Loads in two statements what `findVillage` needs for a batch of rows. */
export async function villageFacts(
  db: EntityManager,
  rows: TableRow[],
  newPrefixOf: ReadonlyMap<string, string>,
): Promise<VillageFacts> {
  const read = rows.map(({ cells }) => ({ cells, code: readVillageCode(cells['villageCode'] ?? '') }));
  const codes = read.flatMap(({ code }) => (code ? [code] : []));
  const known: Village[] = await db.query(`${VILLAGE} AND v.code = ANY($1)`, [codes]);
  const byCode = new Map(known.map((village) => [village.code, village]));

  const lost = read.filter(({ code }) => !code || !byCode.has(code));
  const districts = new Set(
    lost.flatMap(({ code }) =>
      code ? [code.slice(0, 8), newDistrictOf(code, newPrefixOf) ?? code.slice(0, 8)] : [],
    ),
  );
  const names = new Set(lost.flatMap(({ cells }) => keysOf(cells['village'] ?? '')));
  const meant: (Village & { nameKey: string })[] =
    lost.length === 0
      ? []
      : await db.query(`${VILLAGE} AND (v.parent_code = ANY($1) OR v.name_key = ANY($2))`, [
          [...districts],
          [...names],
        ]);
  return {
    byCode,
    newPrefixOf,
    inDistrict: Map.groupBy(meant, (village) => village.code.slice(0, 8)),
    byName: Map.groupBy(meant, (village) => village.nameKey),
  };
}

function keysOf(name: string): string[] {
  return name ? [plainKey(name), villageKey(name)] : [];
}
