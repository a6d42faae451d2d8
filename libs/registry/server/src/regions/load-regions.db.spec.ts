import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { registryTables, RegistryModule } from '../registry.module.ts';
import { loadRegions, type LoadedRegions } from './load-regions.ts';
import { PAPUA_CODES } from './papua-codes.ts';
import { Regions } from './regions.service.ts';
import { identityTables, IdentityWorkerModule } from '@bimtek/identity-server';

describe('the regions of Indonesia', () => {
  let context: TestContext;
  let first: LoadedRegions;

  beforeAll(async () => {
    context = await aTestContext([identityTables, registryTables], [RegistryModule, IdentityWorkerModule]);
    first = await loadRegions(context.db);
  });
  afterAll(() => context.close());

  it('are all there, by level', async () => {
    expect(first.hasLoaded).toBe(true);
    expect(await countsByLevel()).toEqual({ province: 38, regency: 514, district: 7285, village: 83762 });
  });

  it('are loaded once: a second start finds them', async () => {
    const again = await loadRegions(context.db);
    expect(again).toEqual({ ...first, hasLoaded: false });
    const [source] = await context.db.query(`SELECT package, licence FROM registry_region_source`);
    expect(source).toEqual({ package: 'idn-area-data', licence: 'ODbL-1.0' });
  });

  it('are mended by the next load when some are missing or named otherwise', async () => {
    await context.db.query(
      `UPDATE registry_region SET name = 'X', name_key = 'x' WHERE code = '33.08.11.2004'`,
    );
    await context.db.query(`UPDATE registry_region SET valid_to = '2026-01-01' WHERE code LIKE '33.08.12.%'`);
    expect((await loadRegions(context.db)).hasLoaded).toBe(true);
    expect((await countsByLevel()).village).toBe(83762);
  });

  it('are listed level by level, each list small', async () => {
    const regions = context.get(Regions);
    const provinces = await regions.below({});
    expect(provinces.items).toHaveLength(38);
    const largest: { code: string }[] = await context.db.query(
      `SELECT parent_code AS code FROM registry_region WHERE level = 'village'
       GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
    );
    const villages = await regions.below({ parent: largest[0]?.code ?? '' });
    const bytes = JSON.stringify(villages.items.map(({ code, name, kind }) => ({ code, name, kind }))).length;
    expect(bytes).toBeLessThan(10 * 1024);
    expect((await regions.below({ parent: '33', search: 'kota mag' })).items.map(({ name }) => name)).toEqual(
      ['Kota Magelang'],
    );
    await expect(regions.below({ parent: '99' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('have every new code of Papua under the name that the old one had', async () => {
    const rows: { code: string; name: string }[] = await context.db.query(
      `SELECT code, name FROM registry_region WHERE code = ANY($1)`,
      [PAPUA_CODES.map(([, now]) => now)],
    );
    const nameOf = new Map(rows.map(({ code, name }) => [code, name]));
    expect(PAPUA_CODES.map(([, now]) => nameOf.get(now))).toEqual(PAPUA_CODES.map(([, , name]) => name));
    const old: unknown[] = await context.db.query(`SELECT code FROM registry_region WHERE code = ANY($1)`, [
      PAPUA_CODES.map(([before]) => before),
    ]);
    expect(old).toEqual([]);
  });

  const countsByLevel = async () => {
    const rows: { level: string; count: number }[] = await context.db.query(
      `SELECT level, count(*)::int FROM registry_region WHERE valid_to IS NULL GROUP BY level`,
    );
    return Object.fromEntries(rows.map(({ level, count }) => [level, count]));
  };
});
