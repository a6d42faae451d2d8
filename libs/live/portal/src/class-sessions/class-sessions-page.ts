import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { ClassNav } from '@bimtek/delivery-portal';
import { listClassSessions, planSessions, type Session } from '@bimtek/live-contracts';
import {
  ApiClient,
  DeskHead,
  Formats,
  ProblemView,
  Session as SignedIn,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiEmpty,
  UiIcon,
  UiPill,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { serverClock } from '../shared/server-clock.ts';
import { lookOf } from '../shared/session-look.ts';
import { CancelDialog } from './cancel-dialog.ts';
import { MoveDialog } from './move-dialog.ts';
import { RecordingDialog } from './recording-dialog.ts';
import { SessionDialog } from './session-dialog.ts';
import { SlidesDialog } from './slides-dialog.ts';

/** The timetable of a class: what is planned, the lesson hours it gives each module, and all that can be done about it. */
@Component({
  selector: 'live-class-sessions-page',
  imports: [
    CancelDialog,
    ClassNav,
    DeskHead,
    MoveDialog,
    ProblemView,
    RecordingDialog,
    RouterLink,
    SessionDialog,
    SlidesDialog,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiEmpty,
    UiIcon,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './class-sessions-page.html',
  styleUrl: './class-sessions-page.css',
})
export class ClassSessionsPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  readonly #signedIn = inject(SignedIn);
  readonly classGroupId = input.required<string>();
  protected readonly read = inject(ApiClient).read(listClassSessions, () => {
    const classGroupId = ClassGroupId.safeParse(this.classGroupId()).data;
    return classGroupId ? { params: { classGroupId } } : undefined;
  });
  protected readonly timetable = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  readonly #now = serverClock(() => this.timetable()?.now);

  protected readonly isAdding = signal(false);
  protected readonly editing = signal<Session | undefined>(undefined);
  protected readonly moving = signal<Session | undefined>(undefined);
  protected readonly cancelling = signal<Session | undefined>(undefined);
  protected readonly recording = signal<Session | undefined>(undefined);
  protected readonly showing = signal<Session | undefined>(undefined);

  protected readonly isClosed = computed(() => this.timetable()?.classGroup.state === 'closed');
  protected readonly canPlan = computed(() => this.#signedIn.can(planSessions) && !this.isClosed());
  protected readonly crumbs = computed(() => {
    const group = this.timetable()?.classGroup;
    const classes = { label: this.#words.t('schedule.plan.classes'), link: '/kelola/kelas' };
    return group ? [classes, { label: group.name, link: ['/kelola/kelas', group.id] }] : [classes];
  });
  protected readonly rows = computed(() =>
    this.timetable()?.items.map((session) => {
      const look = lookOf(this.#words, this.#formats, session, this.#now());
      const isOfClass = session.classGroup !== null;
      const isLeft = look.phase === 'upcoming' || look.phase === 'open' || look.phase === 'running';
      const canChange = this.canPlan() && isOfClass;
      return {
        ...look,
        session,
        stageWords: this.#words.t(
          `schedule.plan.stageName.${session.stage.service ?? session.stage.provider}`,
        ),
        can: {
          move: canChange && isLeft,
          record: canChange && (look.phase === 'running' || look.phase === 'past'),
          show: canChange && look.phase !== 'cancelled',
        },
      };
    }),
  );
  protected readonly hours = computed(() => {
    const hours = this.timetable()?.hours ?? [];
    const sum = (of: 'asked' | 'planned') => hours.reduce((total, module) => total + module[of], 0);
    const number = (value: number) => this.#formats.number(value);
    return {
      total: this.#words.t('schedule.plan.hoursTotal', {
        planned: number(sum('planned')),
        asked: number(sum('asked')),
      }),
      modules: hours.map((module) => {
        const left = module.asked - module.planned;
        const key = left > 0 ? 'missing' : left < 0 ? 'over' : 'enough';
        return {
          ...module,
          of: this.#words.t('schedule.plan.hoursOf', {
            planned: number(module.planned),
            asked: number(module.asked),
          }),
          state: this.#words.t(`schedule.plan.${key}`, { n: number(Math.abs(left)) }),
          isRight: left === 0,
        };
      }),
    };
  });

  constructor() {
    effect(() => {
      const zone = this.timetable()?.classGroup.timeZone;
      if (zone) this.#formats.zone.set(zone);
    });
  }

  protected after(said: string): void {
    this.editing.set(undefined);
    this.#toasts.show(said);
    this.read.reload();
  }
}
