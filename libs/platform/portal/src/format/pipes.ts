import { Pipe, inject } from '@angular/core';
import type { PipeTransform } from '@angular/core';
import { Words } from '../language/words.ts';
import type { Moment } from './format.ts';
import { Formats } from './formats.ts';

// None of these is pure: the same value reads differently when the person changes the language.

@Pipe({ name: 'asTime', pure: false })
export class AsTime implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(at: Moment | null | undefined): string {
    return at === null || at === undefined ? '–' : this.#formats.time(at);
  }
}

@Pipe({ name: 'asDate', pure: false })
export class AsDate implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(at: Moment | null | undefined): string {
    return at === null || at === undefined ? '–' : this.#formats.date(at);
  }
}

@Pipe({ name: 'asDay', pure: false })
export class AsDay implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(at: Moment | null | undefined): string {
    return at === null || at === undefined ? '–' : this.#formats.day(at);
  }
}

@Pipe({ name: 'asDateTime', pure: false })
export class AsDateTime implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(at: Moment | null | undefined): string {
    return at === null || at === undefined ? '–' : this.#formats.dateTime(at);
  }
}

@Pipe({ name: 'asRecent', pure: false })
export class AsRecent implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(at: Moment | null | undefined): string {
    return at === null || at === undefined ? '–' : this.#formats.recent(at);
  }
}

@Pipe({ name: 'asNumber', pure: false })
export class AsNumber implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(value: number | null | undefined, digits = 2, fixed = false): string {
    return value === null || value === undefined ? '–' : this.#formats.number(value, digits, fixed);
  }
}

@Pipe({ name: 'asPercent', pure: false })
export class AsPercent implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(value: number | null | undefined, digits = 1, fixed = false): string {
    return value === null || value === undefined ? '–' : this.#formats.percent(value, digits, fixed);
  }
}

@Pipe({ name: 'asBytes', pure: false })
export class AsBytes implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(value: number | null | undefined): string {
    return value === null || value === undefined ? '–' : this.#formats.bytes(value);
  }
}

@Pipe({ name: 'asMinutes', pure: false })
export class AsMinutes implements PipeTransform {
  readonly #formats = inject(Formats);
  transform(value: number | null | undefined): string {
    return value === null || value === undefined ? '–' : this.#formats.minutes(value);
  }
}

/** `{{ 'learning.lessons' | counted: 3 }}` shows the key's `one` or `other` with `{{n}}` filled in. */
@Pipe({ name: 'counted', pure: false })
export class Counted implements PipeTransform {
  readonly #words = inject(Words);
  transform(key: string, n: number, names?: Record<string, unknown>): string {
    return this.#words.count(key, n, names);
  }
}

/** What a failure means to the person. */
@Pipe({ name: 'problemWords', pure: false })
export class ProblemWords implements PipeTransform {
  readonly #words = inject(Words);
  transform(error: unknown): string {
    return error === null || error === undefined ? '' : this.#words.problem(error);
  }
}
