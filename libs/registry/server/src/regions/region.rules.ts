import type { RegionKind, RegionLevel, TimeZone } from '@bimtek/registry-contracts';

const LEVELS: Record<number, RegionLevel> = { 2: 'province', 5: 'regency', 8: 'district', 13: 'village' };

/** `33.73` is a regency; throws for what is no code. */
export function levelOf(code: string): RegionLevel {
  const level = LEVELS[code.length];
  if (!level) throw new Error(`Not a region code: ${code}`);
  return level;
}

export function parentOf(code: string): string | null {
  const dot = code.lastIndexOf('.');
  return dot === -1 ? null : code.slice(0, dot);
}

/** Kemendagri numbers kabupaten from 01 and kota from 71; villages by their first digit: 1 kelurahan, 2 desa, 3 desa adat. */
export function kindOf(code: string): RegionKind {
  const last = code.slice(code.lastIndexOf('.') + 1);
  switch (levelOf(code)) {
    case 'province':
      return 'provinsi';
    case 'regency':
      return Number(last) >= 71 ? 'kota' : 'kabupaten';
    case 'district':
      return 'kecamatan';
    case 'village':
      return last.startsWith('1') ? 'kelurahan' : last.startsWith('3') ? 'desaAdat' : 'desa';
  }
}

/** The zone of a province by law (Keppres 41/1987, and Papua's new provinces as the one they came from). */
export function timeZoneOfProvince(provinceCode: string): TimeZone {
  const group = Number(provinceCode);
  if (group >= 81) return 'Asia/Jayapura';
  return (group >= 51 && group <= 53) || (group >= 63 && group <= 76) ? 'Asia/Makassar' : 'Asia/Jakarta';
}

/** Reads a village code as people write it: ten digits with any separators. Null when it is none. */
export function readVillageCode(text: string): string | null {
  const digits = text.replaceAll(/[\s.\-/]/g, '');
  if (!/^\d{10}$/.test(digits)) return null;
  return `${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4, 6)}.${digits.slice(6)}`;
}

/** `33.08.11.2004` → its district, regency and province. */
export function regionsAbove(villageCode: string): { district: string; regency: string; province: string } {
  return {
    district: villageCode.slice(0, 8),
    regency: villageCode.slice(0, 5),
    province: villageCode.slice(0, 2),
  };
}
