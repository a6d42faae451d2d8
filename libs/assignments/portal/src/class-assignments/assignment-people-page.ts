import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  AssignmentCode,
  type AssignmentPerson,
  exportClassPlans,
  listAssignmentPeople,
  releaseMarks,
  removeDueOverride,
  setDueOverride,
} from '@bimtek/assignments-contracts';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { ClassNav } from '@bimtek/delivery-portal';
import {
  ApiClient,
  AsDateTime,
  AsNumber,
  AsRecent,
  DeskHead,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
  zoneName,
} from '@bimtek/platform-portal';
import {
  Toasts,
  type Tone,
  UiBanner,
  UiButton,
  UiCell,
  UiDialog,
  UiEmpty,
  UiField,
  UiIcon,
  UiIconButton,
  UiInput,
  UiPill,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { assignmentNumber } from '../due-words.ts';
import { ReleaseDialog, type ToRelease } from '../releases/release-dialog.ts';
import { Acting } from './acting.ts';
import { fromLocalInput, toLocalInput } from './local-time.ts';

const tones: Readonly<Record<NonNullable<AssignmentPerson['state']>, Tone>> = {
  draft: 'none',
  submitted: 'now',
  inMarking: 'now',
  secondMarking: 'now',
  needsRevision: 'bad',
  marked: 'info',
  released: 'done',
};

/** Everybody of a class and how far they are with one assignment, and dates of their own. */
@Component({
  selector: 'assignments-people-page',
  imports: [
    AsDateTime,
    AsNumber,
    AsRecent,
    ClassNav,
    DeskHead,
    ProblemView,
    ProblemWords,
    ReleaseDialog,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiDialog,
    UiEmpty,
    UiField,
    UiIcon,
    UiIconButton,
    UiInput,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './assignment-people-page.html',
})
export class AssignmentPeoplePage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  readonly classGroupId = input.required<string>();
  readonly assignmentCode = input.required<string>();
  readonly #params = computed(() => {
    const classGroupId = ClassGroupId.safeParse(this.classGroupId()).data;
    const assignmentCode = AssignmentCode.safeParse(this.assignmentCode()).data;
    return classGroupId && assignmentCode ? { classGroupId, assignmentCode } : undefined;
  });
  protected readonly read = this.#api.read(listAssignmentPeople, () => {
    const params = this.#params();
    return params && { params };
  });
  protected readonly list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly rows = computed(() =>
    (this.list()?.items ?? []).map((row) => ({
      ...row,
      tone: row.state ? tones[row.state] : ('none' as const),
      stateWords: this.#words.t(`marking.state.${row.state ?? 'none'}`),
    })),
  );
  /** Where a plan is handed in: all items of all plans as a table. */
  protected readonly planTable = computed(() => {
    const params = this.#params();
    return params && this.list()?.assignment.asksForPlan ? this.#api.urlOf(exportClassPlans, { params }) : '';
  });
  protected readonly maySchedule = computed(
    () => this.list()?.classGroup.state !== 'closed' && this.#session.can(setDueOverride),
  );
  protected readonly mayRelease = computed(
    () =>
      this.list()?.classGroup.state !== 'closed' &&
      this.#session.can(releaseMarks) &&
      this.rows().some(
        ({ submissionId, state }) => submissionId && state !== 'draft' && state !== 'released',
      ),
  );
  protected readonly releasing = signal<ToRelease | undefined>(undefined);
  protected readonly heading = computed(() => {
    const assignment = this.list()?.assignment;
    const name = this.#words.t('marking.name', { number: assignmentNumber(this.assignmentCode()) });
    return assignment ? `${name} · ${assignment.title}` : name;
  });
  protected readonly crumbs = computed(() => [
    { label: this.list()?.classGroup.name ?? '', link: ['/kelola/kelas', this.classGroupId()] },
    { label: this.#words.t('marking.class.title'), link: ['/kelola/kelas', this.classGroupId(), 'tugas'] },
  ]);
  protected readonly zone = computed(() => this.list()?.classGroup.timeZone ?? 'Asia/Jakarta');
  protected readonly zoneWords = computed(() => zoneName(this.zone()));

  protected readonly acting = new Acting();
  protected readonly person = signal<AssignmentPerson | undefined>(undefined);
  protected readonly due = signal('');
  protected readonly until = signal('');
  protected readonly reason = signal('');
  protected readonly hasAsked = signal(false);
  protected readonly reasonError = computed(() =>
    this.hasAsked() && this.reason().trim().length < 5 ? this.#words.t('marking.override.reasonMissing') : '',
  );
  protected readonly dateError = computed(() =>
    this.hasAsked() && !this.due() && !this.until() ? this.#words.t('marking.override.dateMissing') : '',
  );

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected ask(person: AssignmentPerson): void {
    const hasOwn = person.overrideReason !== null;
    this.acting.problem.set(undefined);
    this.hasAsked.set(false);
    this.due.set(hasOwn ? toLocalInput(person.dueAt, this.zone()) : '');
    this.until.set(hasOwn ? toLocalInput(person.acceptedUntil, this.zone()) : '');
    this.reason.set(person.overrideReason ?? '');
    this.person.set(person);
  }

  protected askRelease(): void {
    const [params, list] = [this.#params(), this.list()];
    if (!params || !list) return;
    this.releasing.set({ ...params, title: list.assignment.title, timeZone: this.zone() });
  }

  protected async save(person: AssignmentPerson): Promise<void> {
    this.hasAsked.set(true);
    const params = this.#params();
    if (!params || this.reasonError() || this.dateError()) return;
    const body = {
      dueAt: fromLocalInput(this.due(), this.zone()),
      acceptedUntil: fromLocalInput(this.until(), this.zone()),
      reason: this.reason().trim(),
    };
    const at = { ...params, enrollmentId: person.enrollmentId };
    this.#after(
      'saved',
      person,
      await this.acting.run(() => this.#api.call(setDueOverride, { params: at, body })),
    );
  }

  protected async remove(person: AssignmentPerson): Promise<void> {
    const params = this.#params();
    if (!params) return;
    const at = { ...params, enrollmentId: person.enrollmentId };
    this.#after(
      'removed',
      person,
      await this.acting.run(() => this.#api.call(removeDueOverride, { params: at })),
    );
  }

  #after(what: 'saved' | 'removed', { name }: AssignmentPerson, done: unknown): void {
    if (!done) return;
    this.person.set(undefined);
    this.#toasts.show(this.#words.t(`marking.override.${what}`, { name }));
    this.read.reload();
  }
}
