import type { TimeZone } from '@bimtek/delivery-contracts';
import * as z from 'zod';

/** A time on the wall clock of the class: `09:00`. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export type LocalTime = z.infer<typeof LocalTime>;

/** None of the three has ever changed its clocks for the summer. */
const hoursEast: Record<TimeZone, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };
const HOUR = 3_600_000;

/** The instant at which clocks of the zone show that time on that day (`2026-07-06`). */
export function instantIn(timeZone: TimeZone, day: string, time: LocalTime): Date {
  return new Date(Date.parse(`${day}T${time}:00Z`) - hoursEast[timeZone] * HOUR);
}

/** What calendar and clock of the zone show at an instant; begun minutes are left out. */
export function localIn(timeZone: TimeZone, at: Date): { day: string; time: LocalTime } {
  const shown = new Date(at.getTime() + hoursEast[timeZone] * HOUR).toISOString();
  return { day: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** The calendar day so many days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10);
}

/** From one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / (24 * HOUR));
}
