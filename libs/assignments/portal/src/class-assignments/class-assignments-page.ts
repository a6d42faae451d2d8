import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  type ClassAssignment,
  latePolicy,
  listClassAssignments,
  releaseMarks,
  setAssignmentTerms,
} from '@bimtek/assignments-contracts';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { ClassNav } from '@bimtek/delivery-portal';
import {
  ApiClient,
  Counted,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
  zoneName,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCheckbox,
  UiCounts,
  UiDialog,
  UiEmpty,
  UiField,
  UiInput,
  UiShareBar,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { assignmentNumber } from '../due-words.ts';
import { ReleaseDialog, type ToRelease } from '../releases/release-dialog.ts';
import { Acting } from './acting.ts';
import { fromLocalInput, toLocalInput } from './local-time.ts';

/** The assignments of a class: due dates, where the work stands, and the release of what is marked. */
@Component({
  selector: 'assignments-class-assignments-page',
  imports: [
    ClassNav,
    Counted,
    DeskHead,
    ProblemView,
    ProblemWords,
    ReleaseDialog,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiCounts,
    UiDialog,
    UiEmpty,
    UiField,
    UiInput,
    UiShareBar,
    UiSkeleton,
  ],
  templateUrl: './class-assignments-page.html',
  styleUrl: './class-assignments-page.css',
})
export class ClassAssignmentsPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  readonly classGroupId = input.required<string>();
  protected readonly policy = latePolicy;
  readonly #params = computed(() => {
    const classGroupId = ClassGroupId.safeParse(this.classGroupId()).data;
    return classGroupId ? { classGroupId } : undefined;
  });
  protected readonly read = this.#api.read(listClassAssignments, () => {
    const params = this.#params();
    return params && { params };
  });
  protected readonly list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly acting = new Acting();
  protected readonly scheduling = signal<ClassAssignment | undefined>(undefined);
  protected readonly releasing = signal<ToRelease | undefined>(undefined);
  protected readonly dueInput = signal('');
  protected readonly atOnce = signal(false);

  protected readonly isClosed = computed(() => this.list()?.classGroup.state === 'closed');
  protected readonly may = computed(() => ({
    schedule: !this.isClosed() && this.#session.can(setAssignmentTerms),
    release: !this.isClosed() && this.#session.can(releaseMarks),
    mark: this.#session.can('assignment.mark'),
  }));
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('marking.classes'), link: '/kelola/kelas' },
    { label: this.list()?.classGroup.name ?? '', link: ['/kelola/kelas', this.classGroupId()] },
  ]);
  protected readonly zone = computed(() => this.list()?.classGroup.timeZone ?? 'Asia/Jakarta');
  protected readonly zoneWords = computed(() => zoneName(this.zone()));
  protected readonly items = computed(() =>
    (this.list()?.items ?? []).map((item) => ({
      ...item,
      name: this.#words.t('marking.name', { number: assignmentNumber(item.code) }),
      due: item.dueAt
        ? this.#words.t('marking.class.due', { time: this.#formats.dateTime(item.dueAt) })
        : this.#words.t('marking.class.noDue'),
      oldest: item.oldestWaitingSince
        ? this.#words.t('marking.class.oldest', { time: this.#formats.recent(item.oldestWaitingSince) })
        : '',
      shares: this.#sharesOf(item),
    })),
  );

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected askTerms(item: ClassAssignment): void {
    this.acting.problem.set(undefined);
    this.dueInput.set(toLocalInput(item.dueAt, this.zone()));
    this.atOnce.set(item.releasesAtOnce);
    this.scheduling.set(item);
  }

  protected askRelease(item: ClassAssignment): void {
    const at = this.#at(item);
    if (at) this.releasing.set({ ...at, title: item.title, timeZone: this.zone() });
  }

  protected async saveTerms(item: ClassAssignment): Promise<void> {
    const params = this.#at(item);
    if (!params) return;
    const body = { dueAt: fromLocalInput(this.dueInput(), this.zone()), releasesAtOnce: this.atOnce() };
    const saved = await this.acting.run(() => this.#api.call(setAssignmentTerms, { params, body }));
    if (!saved) return;
    this.scheduling.set(undefined);
    this.#toasts.show(this.#words.t('marking.terms.saved', { title: item.title }));
    this.read.reload();
  }

  #at({ code }: ClassAssignment) {
    const params = this.#params();
    return params && { ...params, assignmentCode: code };
  }

  #sharesOf({ code, counts }: ClassAssignment) {
    const {
      submitted = 0,
      inMarking = 0,
      secondMarking = 0,
      needsRevision = 0,
      marked = 0,
      released = 0,
    } = counts;
    const waiting = submitted + inMarking + secondMarking;
    const people = this.list()?.classGroup.people ?? 0;
    const left = Math.max(0, people - waiting - needsRevision - marked - released);
    const desk = (status: string | null) => ({
      kelas: this.classGroupId(),
      tugas: code,
      ...(status ? { status } : {}),
    });
    const part = (
      tone: 'done' | 'primary' | 'now' | 'bad' | 'none',
      n: number,
      key: string,
      status?: string | null,
    ) => ({
      tone,
      share: n,
      count: this.#formats.number(n),
      label: this.#words.t(`marking.class.${key}`),
      ...(status === undefined
        ? { link: ['/kelola/kelas', this.classGroupId(), 'tugas', code] }
        : { link: '/kelola/menilai', queryParams: desk(status) }),
    });
    return {
      parts: [
        part('done', released, 'released', 'released'),
        part('primary', marked, 'marked', 'marked'),
        part('now', waiting, 'waiting', 'semua'),
        part('bad', needsRevision, 'revision', 'needsRevision'),
        part('none', left, 'left'),
      ].filter(({ share, label }) => share > 0 || label === this.#words.t('marking.class.waiting')),
      label: this.#words.t('marking.class.shares', { released, marked, waiting, left }),
      marked,
      waiting,
    };
  }
}
