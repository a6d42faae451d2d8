import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';
import { createRequire } from 'node:module';
import type { DataSource, EntityManager } from 'typeorm';
import { plainKey } from '../name-keys.rules.ts';
import { PAPUA_CODES } from './papua-codes.ts';
import { kindOf, levelOf, parentOf, timeZoneOfProvince } from './region.rules.ts';

const PACKAGE = 'idn-area-data';
const SOURCE = 'Kepmendagri 300.2.2-2138 Tahun 2025, https://github.com/fityannugroho/idn-area-data';
const LICENCE = 'ODbL-1.0';
const ROWS_A_STATEMENT = 10_000;
const PAPUA_CHANGED_ON = '2022-11-25';

export interface LoadedRegions {
  version: string;
  regions: number;
  /** False when this version was there already. */
  hasLoaded: boolean;
}

/**
 * Brings the regions of Indonesia up to the version of the package that is installed. Does nothing when that version
 * is loaded. Regions that a newer version no longer has are ended, not removed: libraries refer to them.
 */
export async function loadRegions(db: DataSource): Promise<LoadedRegions> {
  const { version } = createRequire(import.meta.url)(`${PACKAGE}/package.json`) as { version: string };
  const known = await loadedVersion(db.manager);
  if (known?.version === version) return { ...known, hasLoaded: false };

  const regions = await readRegions();
  return db.transaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('registry:load-regions'))`);
    const already = await loadedVersion(tx);
    if (already?.version === version) return { ...already, hasLoaded: false };
    for (let at = 0; at < regions.length; at += ROWS_A_STATEMENT) {
      await putRegions(tx, regions.slice(at, at + ROWS_A_STATEMENT));
    }
    await endMissing(tx, regions);
    await tx.query(
      `INSERT INTO registry_region_code_change (old_prefix, new_prefix, name, changed_on)
       SELECT r.old, r.now, r.name, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS r(old, now, name)
       ON CONFLICT (old_prefix) DO UPDATE SET new_prefix = excluded.new_prefix, name = excluded.name`,
      [...columnsOf(PAPUA_CODES), PAPUA_CHANGED_ON],
    );
    await tx.query(
      `INSERT INTO registry_region_source (package, version, source, licence, regions, loaded_at)
       VALUES ($1, $2, $3, $4, $5, now())
       ON CONFLICT (package) DO UPDATE SET version = excluded.version, source = excluded.source,
         licence = excluded.licence, regions = excluded.regions, loaded_at = excluded.loaded_at`,
      [PACKAGE, version, SOURCE, LICENCE, regions.length],
    );
    return { version, regions: regions.length, hasLoaded: true };
  });
}

async function loadedVersion(db: EntityManager): Promise<{ version: string; regions: number } | undefined> {
  const rows: { version: string; regions: number }[] = await db.query(
    `SELECT version, regions FROM registry_region_source
     WHERE package = $1 AND regions = (SELECT count(*) FROM registry_region WHERE valid_to IS NULL)`,
    [PACKAGE],
  );
  return rows[0];
}

interface NamedCode {
  code: string;
  name: string;
}

/** All regions, those above before those below. */
async function readRegions(): Promise<NamedCode[]> {
  const levels = await Promise.all([getProvinces(), getRegencies(), getDistricts(), getVillages()]);
  return levels.flatMap((level: NamedCode[]) =>
    level
      .filter(({ code }) => code)
      .map(({ code, name }) => ({ code, name: name.replaceAll(/\s+/g, ' ').trim() })),
  );
}

/** Writes regions of any level; those above must be there or among those before them. */
export async function putRegions(tx: EntityManager, regions: NamedCode[]): Promise<void> {
  if (regions.length === 0) return;
  const rows = regions.map(({ code, name }) => {
    const level = levelOf(code);
    const zone = level === 'province' ? timeZoneOfProvince(code) : null;
    return [code, name, plainKey(name), level, kindOf(code), parentOf(code), zone] as const;
  });
  await tx.query(
    `INSERT INTO registry_region AS r (code, name, name_key, level, kind, parent_code, time_zone, valid_from)
     SELECT *, CURRENT_DATE FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, kind = excluded.kind,
       valid_to = NULL
     WHERE (r.name, r.kind) IS DISTINCT FROM (excluded.name, excluded.kind) OR r.valid_to IS NOT NULL`,
    columnsOf(rows),
  );
}

async function endMissing(tx: EntityManager, regions: NamedCode[]): Promise<void> {
  await tx.query(
    `UPDATE registry_region SET valid_to = CURRENT_DATE
     WHERE valid_to IS NULL AND NOT EXISTS (SELECT FROM unnest($1::text[]) AS kept(code) WHERE kept.code = registry_region.code)`,
    [regions.map(({ code }) => code)],
  );
}

function columnsOf(rows: readonly (readonly unknown[])[]): unknown[][] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
}
