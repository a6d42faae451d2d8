import { Service, inject, signal } from '@angular/core';
import { Words } from '../language/words.ts';
import * as write from './format.ts';
import type { Moment } from './format.ts';

/** By the device's clock, as that costs nothing: each of the three times of Indonesia, else the western one. */
function deviceZone(): string {
  const hours = -new Date().getTimezoneOffset() / 60;
  return hours === 9 ? 'Asia/Jayapura' : hours === 8 ? 'Asia/Makassar' : 'Asia/Jakarta';
}

/** Dates, times and numbers as the person reads them: in their language and in the time of their place. */
@Service()
export class Formats {
  readonly #words = inject(Words);
  /** IANA zone of the person: their province's once it is known, until then that of the device. */
  readonly zone = signal(deviceZone());

  time(at: Moment): string {
    return write.formatTime(at, this.#words.language(), this.zone());
  }
  date(at: Moment): string {
    return write.formatDate(at, this.#words.language(), this.zone());
  }
  day(at: Moment): string {
    return write.formatDay(at, this.#words.language(), this.zone());
  }
  dateTime(at: Moment): string {
    return write.formatDateTime(at, this.#words.language(), this.zone());
  }
  dateRange(from: Moment, to: Moment): string {
    return write.formatDateRange(from, to, this.#words.language(), this.zone());
  }
  /** `hari ini 07.41 WIB`, `kemarin 21.10 WIB`, else the date with its time. */
  recent(at: Moment, now: Moment = Date.now()): string {
    const day = write.dayFrom(at, now, this.zone());
    if (day !== 'today' && day !== 'yesterday') return this.dateTime(at);
    return this.#words.t(`platform.state.${day}`, { time: this.time(at) });
  }
  number(value: number, digits = 2, fixed = false): string {
    return write.formatNumber(value, this.#words.language(), digits, fixed);
  }
  percent(value: number, digits = 1, fixed = false): string {
    return write.formatPercent(value, this.#words.language(), digits, fixed);
  }
  bytes(value: number): string {
    return write.formatBytes(value, this.#words.language());
  }
  minutes(value: number): string {
    return write.formatMinutes(value, this.#words.language());
  }
  timeLeft(seconds: number): string {
    return write.formatTimeLeft(seconds, this.#words.language());
  }
}
