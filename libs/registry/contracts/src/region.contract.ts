import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';

/** A region's code with dots: `33`, `33.73`, `33.73.04`, `33.73.04.1001` (codes of Kemendagri, not of BPS). */
export const RegionCode = z.string().regex(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/);

export const RegionLevel = z.enum(['province', 'regency', 'district', 'village']);
export type RegionLevel = z.infer<typeof RegionLevel>;

/** What people call it: a regency is a kabupaten or a kota, a village a kelurahan, a desa or a desa adat. */
export const RegionKind = z.enum([
  'provinsi',
  'kabupaten',
  'kota',
  'kecamatan',
  'kelurahan',
  'desa',
  'desaAdat',
]);
export type RegionKind = z.infer<typeof RegionKind>;

/** The zones of Indonesia: WIB, WITA and WIT. */
export const TimeZone = z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']);
export type TimeZone = z.infer<typeof TimeZone>;

export const Region = z
  .object({ code: RegionCode, name: z.string(), kind: RegionKind })
  .meta({ id: 'Region' });
export type Region = z.infer<typeof Region>;

export const listRegions = endpoint({
  name: 'listRegions',
  summary:
    'The regions directly below a region (provinces when none is given), by name; at most a few hundred',
  method: 'GET',
  path: 'regions',
  allow: 'region.read',
  query: z.object({ parent: RegionCode.optional(), search: z.string().trim().max(60).optional() }),
  result: z.object({ items: z.array(Region) }),
});
