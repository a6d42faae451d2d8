import type { Language } from '../language/words.ts';

/** The three times of Indonesia by IANA zone. */
const zoneNames: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
};

const zoneHours: Readonly<Record<string, number>> = { WIB: 7, WITA: 8, WIT: 9 };

export type Moment = Date | string | number;

/** WIB, WITA or WIT; for a zone elsewhere its offset, so that a time is never shown without its place. */
export function zoneName(zone: string, at: Moment = 0): string {
  return zoneNames[zone] ?? offsetName(at, zone);
}

/** `09.00 WIB`, in English `09:00 WIB`. */
export function formatTime(at: Moment, language: Language, zone: string): string {
  return `${clock(at, language, zone)} ${zoneName(zone, at)}`;
}

/** `3 Juli 2024`. A date without a time (`2024-07-03`) is that day everywhere. */
export function formatDate(at: Moment, language: Language, zone: string): string {
  const { day, month, year } = wallClock(at, zoneFor(at, zone));
  return `${day} ${nameAt(months[language], month)} ${year}`;
}

/** `Rabu, 3 Juli`: for days near enough to need no year. */
export function formatDay(at: Moment, language: Language, zone: string): string {
  const { weekday, day, month } = wallClock(at, zoneFor(at, zone));
  const comma = language === 'id' ? ',' : '';
  return `${nameAt(weekdays[language], weekday)}${comma} ${day} ${nameAt(months[language], month)}`;
}

/** `3 Juli 2024, 09.00 WIB`. */
export function formatDateTime(at: Moment, language: Language, zone: string): string {
  return `${formatDate(at, language, zone)}, ${formatTime(at, language, zone)}`;
}

/** `6 s.d. 10 Juli 2026`; months and years are named once when they are the same. */
export function formatDateRange(from: Moment, to: Moment, language: Language, zone: string): string {
  const [first, last] = [formatDate(from, language, zone), formatDate(to, language, zone)];
  if (first === last) return first;
  const word = language === 'id' ? 's.d.' : 'to';
  const [firstParts, lastParts] = [first.split(' '), last.split(' ')];
  while (firstParts.length > 1 && firstParts.at(-1) === lastParts.at(-1)) {
    firstParts.pop();
    lastParts.pop();
  }
  return `${firstParts.join(' ')} ${word} ${last}`;
}

/** Which day `at` is, seen from `now` in the zone. */
export function dayFrom(at: Moment, now: Moment, zone: string): 'today' | 'yesterday' | 'tomorrow' | 'other' {
  const days = (moment: Moment) => {
    const { year, month, day } = wallClock(moment, zoneFor(moment, zone));
    return Date.UTC(year, month, day) / 86_400_000;
  };
  const distance = days(at) - days(now);
  if (distance === 0) return 'today';
  if (distance === -1) return 'yesterday';
  return distance === 1 ? 'tomorrow' : 'other';
}

/** The hour (0–23) in the zone: what decides between good morning and good evening. */
export function hourIn(at: Moment, zone: string): number {
  return wallClock(at, zone).hour;
}

/** `8.000` and `82,5`; in English `8,000` and `82.5`. At most `digits` decimals, or exactly `digits` when `fixed`. */
export function formatNumber(value: number, language: Language, digits = 2, fixed = false): string {
  if (Number.isInteger(value) && !fixed)
    return String(value).replace(/\B(?=(\d{3})+$)/g, language === 'id' ? '.' : ',');
  const options = { maximumFractionDigits: digits, minimumFractionDigits: fixed ? digits : 0 };
  return numberFormat(language, options).format(value);
}

/**
 * `79,4 %` from 79.4. Never rounded up: 79.96 is `79,9 %`, because 79.96 of the required 80 is not enough.
 * A whole number has no decimal unless `fixed`.
 */
export function formatPercent(percent: number, language: Language, digits = 1, fixed = false): string {
  const factor = 10 ** digits;
  // The tiny remainder of binary fractions (32.3 * 10 = 322.99…) must not cost a tenth.
  const floored = Math.floor(Number((percent * factor).toFixed(6))) / factor;
  const number = formatNumber(floored, language, digits, fixed);
  return language === 'id' ? `${number} %` : `${number}%`;
}

/** `412 KB`, `1,4 MB`; never less than 1 KB, as a phone counts in steps anyway. */
export function formatBytes(bytes: number, language: Language): string {
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${Math.max(1, Math.round(kilobytes))} KB`;
  const megabytes = kilobytes / 1024;
  return megabytes < 1000
    ? `${formatNumber(megabytes, language, 1)} MB`
    : `${formatNumber(megabytes / 1024, language, 1)} GB`;
}

/** `6 menit`, `1 jam 18 menit`. Begun minutes count whole. */
export function formatMinutes(minutes: number, language: Language): string {
  const whole = Math.ceil(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  const [hourWord, minuteWord] = language === 'id' ? ['jam', 'menit'] : ['hr', 'min'];
  if (hours === 0) return `${rest} ${minuteWord}`;
  return rest === 0 ? `${hours} ${hourWord}` : `${hours} ${hourWord} ${rest} ${minuteWord}`;
}

/** `18.42` or `1.05.09`: time left on a clock, begun seconds whole, never below zero. */
export function formatTimeLeft(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const parts = hours > 0 ? [String(hours), two(minutes), two(whole % 60)] : [two(minutes), two(whole % 60)];
  return parts.join(language === 'id' ? '.' : ':');
}

function clock(at: Moment, language: Language, zone: string): string {
  const { hour, minute } = wallClock(at, zone);
  return [hour, minute].map((value) => String(value).padStart(2, '0')).join(language === 'id' ? '.' : ':');
}

/** A bare date has no hour that a zone could move to another day. */
function zoneFor(at: Moment, zone: string): string {
  return typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at) ? 'UTC' : zone;
}

interface WallClock {
  year: number;
  /** 0 to 11. */
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

/**
 * What clock and calendar show at that place. The times of Indonesia are reckoned here: a phone takes up to a tenth of a
 * second to make its first `Intl.DateTimeFormat`, which only a zone elsewhere is worth.
 */
function wallClock(at: Moment, zone: string): WallClock {
  const hours = zone === 'UTC' ? 0 : zoneHours[zoneNames[zone] ?? ''];
  const shown = new Date(new Date(at).getTime() + (hours ?? hoursElsewhere(at, zone)) * 3_600_000);
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth(),
    day: shown.getUTCDate(),
    weekday: shown.getUTCDay(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  };
}

function hoursElsewhere(at: Moment, zone: string): number {
  const offset = offsetName(at, zone).replace('GMT', '');
  const [hours = 0, minutes = 0] = offset.split(':').map(Number);
  return hours + (offset.startsWith('-') ? -minutes : minutes) / 60;
}

/** `GMT+5:30`. */
function offsetName(at: Moment, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(
    new Date(at),
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

const months: Readonly<Record<Language, string>> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
  en: 'January February March April May June July August September October November December',
};
const weekdays: Readonly<Record<Language, string>> = {
  id: 'Minggu Senin Selasa Rabu Kamis Jumat Sabtu',
  en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
};
const nameAt = (names: string, index: number) => names.split(' ')[index] ?? '';

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format =
    numberFormats.get(key) ?? new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', options);
  numberFormats.set(key, format);
  return format;
}
