import { describe, expect, it } from '@jest/globals';
import { kindOf, levelOf, parentOf, readVillageCode, timeZoneOfProvince } from './region.rules.ts';

describe('region codes', () => {
  it.each([
    ['33', 'province', 'provinsi', null],
    ['33.08', 'regency', 'kabupaten', '33'],
    ['33.73', 'regency', 'kota', '33'],
    ['33.73.04', 'district', 'kecamatan', '33.73'],
    ['33.73.04.1001', 'village', 'kelurahan', '33.73.04'],
    ['33.08.11.2004', 'village', 'desa', '33.08.11'],
    ['91.03.01.3001', 'village', 'desaAdat', '91.03.01'],
  ] as const)('%s is a %s, a %s below %s', (code, level, kind, parent) => {
    expect([levelOf(code), kindOf(code), parentOf(code)]).toEqual([level, kind, parent]);
  });

  it.each([
    ['33.08.11.2004', '33.08.11.2004'],
    ['3308112004', '33.08.11.2004'],
    [' 33 08 11 2004 ', '33.08.11.2004'],
    ['33-08-11-2004', '33.08.11.2004'],
    ['33.08.11', null],
    ['33.08.11.200A', null],
    ['33081120041', null],
    ['', null],
  ])('reads %j as %j', (text, code) => expect(readVillageCode(text)).toBe(code));
});

describe('timeZoneOfProvince', () => {
  const zones = {
    'Asia/Jakarta': '11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62',
    'Asia/Makassar': '51 52 53 63 64 65 71 72 73 74 75 76',
    'Asia/Jayapura': '81 82 91 92 93 94 95 96',
  };
  it.each(Object.entries(zones).flatMap(([zone, codes]) => codes.split(' ').map((code) => [code, zone])))(
    '%s lies in %s',
    (code, zone) => expect(timeZoneOfProvince(code)).toBe(zone),
  );
});
