import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { issueActivationCards, listEnrollments } from '@bimtek/delivery-contracts';
import { lookOfState } from '@bimtek/delivery-portal';
import type { RecordedAct, RecordedEnrollment, RecordedScore } from '@bimtek/insight-contracts';
import {
  AsDate,
  AsDateTime,
  AsNumber,
  AsPercent,
  AsRecent,
  Counted,
  DeskHead,
  Formats,
  PageTitle,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiButton, UiCell, UiEmpty, UiIcon, UiPill, UiRow, UiSkeleton, UiTable } from '@bimtek/platform-ui';
import type { IconName } from '@bimtek/platform-ui';
import type { PersonId } from '@bimtek/registry-contracts';
import { ModuleCell } from '../progress/module-cell.ts';
import { lookOfStanding } from '../progress/standing-look.ts';
import { RecordStore } from './record-store.ts';

interface PossibleAct {
  label: string;
  meta?: string;
  icon: IconName;
  link: readonly unknown[];
  queryParams?: Record<string, string>;
  state?: Record<string, unknown>;
}

/** One person from all sides: who, since when, how far, with what result, and what can be done from here. */
@Component({
  selector: 'insight-record-page',
  imports: [
    AsDate,
    AsDateTime,
    AsNumber,
    AsPercent,
    AsRecent,
    Counted,
    DeskHead,
    ModuleCell,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiButton,
    UiCell,
    UiEmpty,
    UiIcon,
    UiPill,
    UiRow,
    UiSkeleton,
    UiTable,
  ],
  providers: [RecordStore],
  templateUrl: './record-page.html',
  styleUrl: './record-page.css',
})
export class RecordPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #title = inject(PageTitle);
  readonly #session = inject(Session);
  protected readonly store = inject(RecordStore);
  protected readonly lookOfState = lookOfState;
  protected readonly lookOfStanding = lookOfStanding;
  protected readonly lookOfCertificate = {
    valid: { tone: 'done', icon: 'check' },
    revoked: { tone: 'bad', icon: 'close' },
    replaced: { tone: 'none', icon: 'sync' },
  } as const;

  readonly personId = input.required<string>();

  protected readonly crumbs = computed(() => [
    { label: this.#words.t('record.people'), link: '/kelola/orang' },
  ]);
  protected readonly place = computed(() => {
    const library = this.store.record()?.library;
    return library
      ? [library.villageName, library.regencyName, library.provinceName].filter(Boolean).join(', ')
      : '';
  });
  protected readonly enrollments = computed(() =>
    (this.store.record()?.enrollments ?? []).map((enrollment) => ({
      ...enrollment,
      sinceWords: this.#words.t('record.since', {
        state: this.#words.t(`delivery.state.${enrollment.state}`),
        date: this.#formats.date(enrollment.stateChangedAt),
      }),
      modules: enrollment.progress.modules
        .filter(({ lessons }) => lessons > 0)
        .map((module) => ({
          code: module.code,
          title: module.title,
          share: (module.done / module.lessons) * 100,
          text: this.#words.t('record.progress.of', { done: module.done, total: module.lessons }),
        })),
      scoreRows: enrollment.scores?.map((score) => this.#scoreOf(score)),
      attemptRows: enrollment.attempts?.map((attempt) => ({
        ...attempt,
        label: this.#words.t(`record.attempts.${attempt.kind}`, { module: attempt.moduleCode ?? '' }),
      })),
      steps: enrollment.history.map((step) => ({ ...step, byWords: this.#byOf(step) })),
    })),
  );
  protected readonly acts = computed(() =>
    this.store.record()?.acts?.map((act) => ({
      ...act,
      label: this.#actionOf(act.action),
      byWords: this.#byOf(act),
    })),
  );
  protected readonly possible = computed<PossibleAct[]>(() => {
    const [newest] = this.store.record()?.enrollments ?? [];
    return newest ? this.#possibleFor(newest) : [];
  });

  constructor() {
    effect(() => this.store.personId.set(this.personId() as PersonId));
    effect(() => {
      const name = this.store.record()?.person.name;
      if (name) this.#title.set(name);
    });
  }

  #possibleFor({ id, run, classGroup, state, certificates }: RecordedEnrollment): PossibleAct[] {
    const say = (key: string) => this.#words.t(`record.acts.${key}`);
    const may = (what: Parameters<Session['can']>[0]) => this.#session.can(what);
    const code = this.store.record()?.person.participantCode;
    const acts: (PossibleAct | false)[] = [
      (state === 'invited' || state === 'registered') &&
        may(issueActivationCards) && {
          label: say('cards'),
          icon: 'key',
          link: ['/kelola/kelas/kartu'],
          queryParams: { penyelenggaraan: run.id },
          state: { people: { ids: [id] } },
        },
      may(listEnrollments) && {
        label: say('list'),
        meta: say('listMore'),
        icon: 'people',
        link: ['/kelola/kelas/peserta'],
        queryParams: { penyelenggaraan: run.id, ...(code ? { cari: code } : {}) },
      },
      classGroup !== null &&
        may('class.read') && {
          label: say('progress'),
          icon: 'chart',
          link: ['/kelola/kelas', classGroup.id, 'kemajuan'],
        },
      classGroup !== null &&
        may('score.read') && {
          label: say('scores'),
          icon: 'tasks',
          link: ['/kelola/kelas', classGroup.id, 'nilai'],
        },
      classGroup !== null &&
        may('decision.read') && {
          label: say('decision'),
          icon: 'award',
          link: ['/kelola/kelas', classGroup.id, 'kelulusan'],
        },
      (certificates?.length ?? 0) > 0 && {
        label: say('certificate'),
        icon: 'award',
        link: ['/kelola/sertifikat'],
        queryParams: { cari: certificates?.[0]?.number ?? '' },
      },
    ];
    return acts.filter((act) => act !== false);
  }

  #scoreOf({ component, value, outOf, source, recordedAt }: RecordedScore) {
    const [kind = '', module = ''] = component.split(':');
    const number = this.#formats.number(value);
    return {
      component,
      label: this.#words.t(`record.component.${kind}`, { module }),
      value:
        kind === 'planApproved'
          ? this.#words.t(`record.scores.${value > 0 ? 'yes' : 'no'}`)
          : outOf === null
            ? number
            : this.#words.t('record.scores.hours', { value: number, outOf: this.#formats.number(outOf) }),
      source: this.#words.t(`record.scores.from.${source}`),
      recordedAt,
    };
  }

  #byOf({ by, role }: Pick<RecordedAct, 'by' | 'role'>): string {
    const name = this.#roleOf(role);
    return role === 'system' ? name : this.#words.t('record.history.by', { name: by, role: name });
  }

  /** Roles and acts that have no words of their own are shown as they are called, not left out. */
  #roleOf(role: string): string {
    return this.#known(`record.role.${role}`, role);
  }

  #actionOf(action: string): string {
    return this.#known(`record.action.${action}`, action);
  }

  #known(key: string, otherwise: string): string {
    const words = this.#words.t(key);
    return words === key ? otherwise : words;
  }

  protected roleWords(role: string): string {
    return this.#roleOf(role);
  }
}
