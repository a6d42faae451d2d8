import { Component, computed, effect, inject, input, model, output, signal, untracked } from '@angular/core';
import {
  getMarkerSettings,
  getMyMarkerSettings,
  MarkerSettings,
  setMarkerSettings,
  setMyMarkerSettings,
} from '@bimtek/assignments-contracts';
import { ApiClient, ProblemView, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiDialog, UiField, UiInput, UiSkeleton } from '@bimtek/platform-ui';
import { Acting } from '../class-assignments/acting.ts';

/** What somebody takes on: oneself, or a trainer of one's classes. */
export interface WhoMarks {
  /** Null for oneself. */
  personId: string | null;
  name: string;
}

interface Typed {
  perDay: string;
  mostOpen: string;
  awayFrom: string;
  awayUntil: string;
  modules: string;
}

@Component({
  selector: 'assignments-marker-settings',
  imports: [
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiField,
    UiInput,
    UiSkeleton,
  ],
  templateUrl: './marker-settings.html',
  styles: `
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
      gap: 16px;
      align-items: start;
    }
  `,
})
export class MarkerSettingsDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  /** Open while it is somebody. */
  readonly who = model.required<WhoMarks | undefined>();
  readonly saved = output();
  readonly hint = input('');
  protected readonly acting = new Acting();
  protected readonly typed = signal<Typed | undefined>(undefined);
  protected readonly wasTried = signal(false);

  protected readonly mine = this.#api.read(getMyMarkerSettings, () =>
    this.who()?.personId === null ? {} : undefined,
  );
  protected readonly other = this.#api.read(getMarkerSettings, () => {
    const personId = this.who()?.personId;
    return personId ? { params: { personId } } : undefined;
  });
  readonly #read = computed(() => (this.who()?.personId === null ? this.mine : this.other));
  protected readonly error = computed(() => this.#read().error());
  protected readonly settings = computed<MarkerSettings | undefined>(() => {
    const { perDay, mostOpen, awayFrom, awayUntil, modules } = this.typed() ?? {};
    return MarkerSettings.safeParse({
      perDay: Number(perDay),
      mostOpen: mostOpen?.trim() ? Number(mostOpen) : null,
      awayFrom: awayFrom || null,
      awayUntil: awayUntil || null,
      modules: (modules ?? '')
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    }).data;
  });
  protected readonly heading = computed(() => {
    const who = this.who();
    return who?.personId
      ? this.#words.t('allocation.settings.of', { name: who.name })
      : this.#words.t('allocation.settings.mine');
  });

  constructor() {
    effect(() => {
      const read = this.#read();
      const settings = this.who() && read.hasValue() ? read.value() : undefined;
      untracked(() => {
        this.acting.problem.set(undefined);
        this.wasTried.set(false);
        this.typed.set(settings && typedOf(settings));
      });
    });
  }

  protected reload(): void {
    this.#read().reload();
  }

  protected type(field: keyof Typed, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.typed.update((typed) => typed && { ...typed, [field]: value });
  }

  protected async save(): Promise<void> {
    const [who, body] = [this.who(), this.settings()];
    this.wasTried.set(true);
    if (!who || !body) return;
    const { personId } = who;
    const done = await this.acting.run(() =>
      personId === null
        ? this.#api.call(setMyMarkerSettings, { body })
        : this.#api.call(setMarkerSettings, { params: { personId }, body }),
    );
    if (!done) return;
    this.#read().reload();
    this.who.set(undefined);
    this.#toasts.show(this.#words.t('allocation.settings.saved'));
    this.saved.emit();
  }
}

function typedOf({ perDay, mostOpen, awayFrom, awayUntil, modules }: MarkerSettings): Typed {
  return {
    perDay: String(perDay),
    mostOpen: mostOpen === null ? '' : String(mostOpen),
    awayFrom: awayFrom ?? '',
    awayUntil: awayUntil ?? '',
    modules: modules.join(', '),
  };
}
