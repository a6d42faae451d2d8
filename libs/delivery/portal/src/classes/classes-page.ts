import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import {
  ClassGroupState,
  createClassGroup,
  createRun,
  createWave,
  inviteCandidates,
  issueActivationCards,
  listEnrollments,
  placeEnrollments,
} from '@bimtek/delivery-contracts';
import type { ClassGroup, ClassGroupDetail, Run } from '@bimtek/delivery-contracts';
import {
  Counted,
  DeskHead,
  Formats,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { SearchBox } from '@bimtek/platform-portal/list';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiChips,
  UiEmpty,
  UiIcon,
  UiInput,
  UiPager,
  UiShareBar,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { InviteDialog } from '../invite/invite-dialog.ts';
import { RunDialog } from '../runs/run-dialog.ts';
import { WaveDialog } from '../runs/wave-dialog.ts';
import { ClassProposals } from '../proposals/class-proposals.ts';
import { PeopleBar } from '../shared/people-bar.ts';
import { roman } from '../shared/roman.ts';
import { ClassStatePill } from '../shared/state-pill.ts';
import { lookOfState, occupied, present, total } from '../shared/states.ts';
import { ClassDialog } from './class-dialog.ts';
import { ClassesStore } from './classes-store.ts';

/** A training run as a whole: its people by state, its waves, its classes. */
@Component({
  selector: 'delivery-classes-page',
  imports: [
    ClassDialog,
    ClassProposals,
    ClassStatePill,
    Counted,
    DeskHead,
    InviteDialog,
    PeopleBar,
    ProblemView,
    RouterLink,
    RunDialog,
    SearchBox,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiChips,
    UiEmpty,
    UiIcon,
    UiInput,
    UiPager,
    UiShareBar,
    UiSkeleton,
    UiTable,
    WaveDialog,
  ],
  providers: [ClassesStore],
  templateUrl: './classes-page.html',
  styleUrl: './classes-page.css',
})
export class ClassesPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  protected readonly store = inject(ClassesStore);

  /** From the address: run, wave, state of the class, search, place in the list. */
  readonly penyelenggaraan = input<string | undefined>(undefined);
  readonly gelombang = input<string | undefined>(undefined);
  readonly keadaan = input<string | undefined>(undefined);
  readonly cari = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);

  protected readonly asking = signal<'run' | 'wave' | 'class' | 'invite' | undefined>(undefined);
  protected readonly can = {
    createRun: this.#session.can(createRun),
    createWave: this.#session.can(createWave),
    createClass: this.#session.can(createClassGroup),
    invite: this.#session.can(inviteCandidates),
    place: this.#session.can(placeEnrollments),
    seePeople: this.#session.can(listEnrollments),
    cards: this.#session.can(issueActivationCards),
  };

  protected readonly headState = computed(() => {
    const run = this.store.run()?.run;
    if (!run) return '';
    const dates = this.#formats.dateRange(run.startsOn, run.endsOn);
    return `${this.#words.t(`delivery.runState.${run.state}`)} · ${dates}`;
  });
  protected readonly nextWave = computed(
    () => Math.max(0, ...(this.store.run()?.waves.map(({ number }) => number) ?? [])) + 1,
  );
  protected readonly waveChips = computed(() => {
    const waves = this.store.run()?.waves ?? [];
    const all = waves.reduce((sum, wave) => sum + wave.classGroups, 0);
    return [
      { id: '', label: this.#words.t('delivery.classes.allWaves'), count: this.#formats.number(all) },
      ...waves.map(({ id, number, classGroups }) => ({
        id: id as string,
        label: this.#words.t('delivery.wave', { number: roman(number) }),
        count: this.#formats.number(classGroups),
      })),
    ];
  });
  protected readonly rows = computed(() =>
    (this.store.page()?.items ?? []).map((group) => ({
      group,
      wave: roman(group.wave.number),
      dates: this.#formats.dateRange(group.wave.startsOn, group.wave.endsOn),
      trainers: group.trainers.map(({ name }) => name).join(', '),
      bar: barOf(group),
      seats: this.#words.t('delivery.classes.seats', {
        taken: present(group.people),
        capacity: group.capacity,
      }),
      barLabel: this.#barLabel(group),
    })),
  );

  constructor() {
    effect(() =>
      this.store.asked.set({
        runId: this.penyelenggaraan(),
        waveId: this.gelombang(),
        state: this.keadaan(),
        q: this.cari(),
        after: this.sesudah(),
      }),
    );
  }

  protected readonly states = ClassGroupState.options;
  protected totalOf = total;

  protected nameOf({ name, year }: Run): string {
    return name.includes(String(year)) ? name : `${name} ${year}`;
  }

  protected shown(count: number, of: number): string {
    return this.#words.t('delivery.classes.shown', { count, total: this.#formats.number(of) });
  }

  /** Whatever narrows the list anew begins it anew. */
  protected narrow(change: {
    penyelenggaraan?: string;
    gelombang?: string | null;
    keadaan?: string | null;
    cari?: string | null;
  }): void {
    const gelombang = change.penyelenggaraan === undefined ? {} : { gelombang: null };
    void this.#router.navigate([], {
      queryParams: { sesudah: null, ...gelombang, ...change },
      queryParamsHandling: 'merge',
    });
  }

  protected goOn(sesudah: string | null): void {
    void this.#router.navigate([], { queryParams: { sesudah }, queryParamsHandling: 'merge' });
  }

  protected tell(key: string, names: Record<string, unknown>): void {
    this.#toasts.show(this.#words.t(`delivery.${key}`, names));
    this.store.reload();
  }

  protected async showRun(id: string, name: string): Promise<void> {
    this.tell('run.created', { name });
    await this.#router.navigate([], { queryParams: { penyelenggaraan: id } });
  }

  protected showWave(number: number): void {
    this.tell('newWave.created', { number: roman(number) });
  }

  protected async showClass({ id, code }: ClassGroupDetail): Promise<void> {
    this.tell('newClass.created', { code });
    await this.#router.navigate(['/kelola/kelas', id]);
  }

  protected showInvited(invited: number): void {
    this.#toasts.show(
      this.#words.count('delivery.invite.done', invited, { n: this.#formats.number(invited) }),
    );
    this.store.reload();
  }

  #barLabel({ people }: ClassGroup): string {
    const parts = occupied(people).map(
      ({ state, people: n }) => `${n} ${this.#words.t(`delivery.state.${state}`)}`,
    );
    return this.#words.t('delivery.peopleBar', { parts: parts.join(', ') || '0' });
  }
}

/** As long as the seats that are taken, so that bars of different classes can be compared. */
function barOf({ people, capacity }: ClassGroup) {
  const parts = occupied(people).map(({ state, people: share }) => ({ tone: lookOfState[state].bar, share }));
  const free = Math.max(0, capacity - present(people));
  return free > 0 ? [...parts, { tone: 'none' as const, share: free }] : parts;
}
