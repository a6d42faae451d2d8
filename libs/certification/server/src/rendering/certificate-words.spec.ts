import { describe, expect, it } from '@jest/globals';
import {
  attendance,
  checkAddress,
  dateRange,
  gradeRange,
  groupedCivilServantId,
  groupedCode,
  longDate,
  post,
  twoDecimals,
} from './certificate-words.ts';

describe('dates on a certificate', () => {
  it('are written with the month in words', () => expect(longDate('2026-07-22')).toBe('22 Juli 2026'));

  it.each([
    ['2026-07-06', '2026-07-10', '6 s.d. 10 Juli 2026'],
    ['2026-06-29', '2026-07-03', '29 Juni s.d. 3 Juli 2026'],
    ['2026-12-30', '2027-01-03', '30 Desember 2026 s.d. 3 Januari 2027'],
    ['2026-07-06', '2026-07-06', '6 Juli 2026'],
  ])('%s to %s name month and year once where both share them', (start, end, expected) =>
    expect(dateRange(start, end)).toBe(expected),
  );
});

describe('figures on a certificate', () => {
  it.each([
    [82.4, '82,4\u00a0%'],
    [79.96, '79,9\u00a0%'],
    [99.999, '99,9\u00a0%'],
    [80, '80\u00a0%'],
    [100, '100\u00a0%'],
    [(14 / 17) * 100, '82,3\u00a0%'],
    [0.3 * 100 + 50.1, '80,1\u00a0%'],
  ])('cut an attendance of %s and never round it up', (percent, expected) =>
    expect(attendance(percent)).toBe(expected),
  );

  it('have a comma and two decimals for a score', () => {
    expect(twoDecimals(78.86)).toBe('78,86');
    expect(twoDecimals(70)).toBe('70,00');
  });

  it('write the band of a grade with 100 as its end', () => {
    expect(gradeRange(90, 100)).toBe('90,00–100');
    expect(gradeRange(70, 79.99)).toBe('70,00–79,99');
  });

  it('come in groups that are easy to read aloud', () => {
    expect(groupedCode('7KQ4M9TX2HRD')).toBe('7KQ4-M9TX-2HRD');
    expect(groupedCivilServantId('198001012005012001')).toBe('19800101 200501 2 001');
  });
});

describe('the address that a person types', () => {
  it.each([
    ['https://ruangbimtek.example/s/7KQ4M9TX2HRD', 'ruangbimtek.example/s'],
    ['https://ruangbimtek.example/s/7KQ4-M9TX-2HRD', 'ruangbimtek.example/s'],
    ['http://localhost:4200/s?code=7KQ4M9TX2HRD', 'localhost:4200/s'],
    ['https://ruangbimtek.example/7kq4m9tx2hrd', 'ruangbimtek.example'],
  ])('of %s is %s', (checkUrl, expected) => expect(checkAddress(checkUrl, '7KQ4M9TX2HRD')).toBe(expected));
});

describe('post and place of the holder', () => {
  const holder = {
    position: 'Pengelola',
    libraryName: 'Perpustakaan Desa Sumber Makmur',
    village: 'Desa Sumber Makmur',
    district: 'Kecamatan Tirta Kencana',
    regency: 'Kabupaten Bumi Asri',
    province: 'Provinsi Nusa Lestari',
  };

  it.each([
    ['a bare post', {}, 'Pengelola Perpustakaan Desa Sumber Makmur, Kecamatan Tirta Kencana,'],
    [
      'a post that names half of the library',
      { position: 'Kepala Perpustakaan Desa' },
      'Kepala Perpustakaan Desa Sumber Makmur, Kecamatan Tirta Kencana,',
    ],
    [
      'a post outside the library',
      { position: 'Sekretaris Desa' },
      'Sekretaris Desa – Perpustakaan Desa Sumber Makmur, Kecamatan Tirta Kencana,',
    ],
    [
      'a library that does not name its village',
      { libraryName: 'TBM Melati' },
      'Pengelola TBM Melati, Desa Sumber Makmur, Kecamatan Tirta Kencana,',
    ],
    [
      'a village whose name only begins like the library’s',
      { village: 'Desa Sumber', libraryName: 'Perpustakaan Desa Sumberejo' },
      'Pengelola Perpustakaan Desa Sumberejo, Desa Sumber, Kecamatan Tirta Kencana,',
    ],
  ])('say nothing twice: %s', (_case, over, expected) =>
    expect(post({ ...holder, ...over })).toEqual([expected, 'Kabupaten Bumi Asri, Provinsi Nusa Lestari']),
  );
});
