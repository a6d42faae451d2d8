import { describe, expect, it } from '@jest/globals';
import * as write from './format.ts';

const wib = 'Asia/Jakarta';

describe('times', () => {
  it.each([
    ['2024-07-03T02:00:00Z', 'Asia/Jakarta', '09.00 WIB'],
    ['2024-07-03T02:00:00Z', 'Asia/Pontianak', '09.00 WIB'],
    ['2024-07-03T02:00:00Z', 'Asia/Makassar', '10.00 WITA'],
    ['2024-07-03T02:00:00Z', 'Asia/Jayapura', '11.00 WIT'],
    ['2024-07-02T17:00:00Z', 'Asia/Jakarta', '00.00 WIB'],
  ])('%s in %s is %s', (at, zone, expected) => expect(write.formatTime(at, 'id', zone)).toBe(expected));

  it('names the offset of a zone outside Indonesia', () => {
    expect(write.formatTime('2024-07-03T02:00:00Z', 'en', 'Asia/Singapore')).toBe('10:00 GMT+8');
  });

  it.each([
    [1122, '18.42'],
    [59.2, '01.00'],
    [3909, '1.05.09'],
    [-3, '00.00'],
  ])('%d seconds left read %s', (seconds, expected) =>
    expect(write.formatTimeLeft(seconds, 'id')).toBe(expected),
  );
});

describe('dates', () => {
  it('are written out in both languages', () => {
    expect(write.formatDate('2024-07-03T02:00:00Z', 'id', wib)).toBe('3 Juli 2024');
    expect(write.formatDate('2024-07-03T02:00:00Z', 'en', wib)).toBe('3 July 2024');
    expect(write.formatDateTime('2024-07-03T02:00:00Z', 'id', wib)).toBe('3 Juli 2024, 09.00 WIB');
    expect(write.formatDay('2026-07-08T02:00:00Z', 'id', wib)).toBe('Rabu, 8 Juli');
  });

  it('belong to the day in the zone of the person', () => {
    expect(write.formatDate('2024-07-02T18:30:00Z', 'id', wib)).toBe('3 Juli 2024');
    expect(write.formatDate('2024-07-03', 'id', 'Asia/Jayapura')).toBe('3 Juli 2024');
  });

  it.each([
    ['2026-07-06', '2026-07-10', '6 s.d. 10 Juli 2026'],
    ['2026-06-29', '2026-07-03', '29 Juni s.d. 3 Juli 2026'],
    ['2025-12-30', '2026-01-02', '30 Desember 2025 s.d. 2 Januari 2026'],
    ['2026-07-06', '2026-07-06', '6 Juli 2026'],
  ])('from %s to %s reads %s', (from, to, expected) =>
    expect(write.formatDateRange(from, to, 'id', wib)).toBe(expected),
  );

  it.each([
    ['2024-07-03T16:59:00Z', 'today'],
    ['2024-07-03T17:00:00Z', 'tomorrow'],
    ['2024-07-02T16:59:00Z', 'yesterday'],
    ['2024-06-30T02:00:00Z', 'other'],
  ])('seen at noon of 3 July in Jakarta, %s is %s', (at, expected) =>
    expect(write.dayFrom(at, '2024-07-03T05:00:00Z', wib)).toBe(expected),
  );
});

describe('what is reckoned here', () => {
  const moments = Array.from(
    { length: 400 },
    (_, n) => new Date(Date.UTC(1999, 0, 1) + n * 30.37 * 86_400_000),
  );
  const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Asia/Kolkata', 'America/St_Johns', 'UTC'];

  it.each(['id', 'en'] as const)('reads in %s as the browser itself would write it', (language) => {
    const locale = language === 'id' ? 'id-ID' : 'en-GB';
    for (const timeZone of zones) {
      const date = new Intl.DateTimeFormat(locale, {
        timeZone,
        day: 'numeric',
        month: 'long',
        year: 'numeric',
      });
      const day = new Intl.DateTimeFormat(locale, {
        timeZone,
        weekday: 'long',
        day: 'numeric',
        month: 'long',
      });
      const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' });
      for (const at of moments) {
        expect(write.formatDate(at, language, timeZone)).toBe(date.format(at));
        expect(write.formatDay(at, language, timeZone)).toBe(day.format(at));
        expect(write.formatTime(at, language, timeZone)).toBe(
          `${time.format(at)} ${write.zoneName(timeZone, at)}`,
        );
      }
    }
    const number = new Intl.NumberFormat(locale);
    for (const value of [0, 7, 999, 1000, 12_345, 1_234_567, -1000, -999_999])
      expect(write.formatNumber(value, language)).toBe(number.format(value));
  });
});

describe('numbers', () => {
  it('have a dot for thousands and a comma for decimals in Indonesian', () => {
    expect(write.formatNumber(8000, 'id')).toBe('8.000');
    expect(write.formatNumber(82.5, 'id')).toBe('82,5');
    expect(write.formatNumber(68, 'id', 2, true)).toBe('68,00');
    expect(write.formatNumber(8000.5, 'en')).toBe('8,000.5');
  });

  it.each([
    [79.4, '79,4 %'],
    [79.96, '79,9 %'],
    [79.999999, '79,9 %'],
    [80, '80 %'],
    [32.3, '32,3 %'],
    [(1599 / 2000) * 100, '79,9 %'],
    [100, '100 %'],
  ])('%d percent reads %s: never rounded up', (value, expected) =>
    expect(write.formatPercent(value, 'id')).toBe(expected),
  );

  it.each([
    [300, '1 KB'],
    [421_888, '412 KB'],
    [1_468_006, '1,4 MB'],
    [5_368_709_120, '5 GB'],
  ])('%d bytes read %s', (value, expected) => expect(write.formatBytes(value, 'id')).toBe(expected));

  it.each([
    [5.2, 'id', '6 menit'],
    [78, 'id', '1 jam 18 menit'],
    [120, 'id', '2 jam'],
    [78, 'en', '1 hr 18 min'],
  ] as const)('%d minutes read, in %s, %s', (value, language, expected) =>
    expect(write.formatMinutes(value, language)).toBe(expected),
  );
});
