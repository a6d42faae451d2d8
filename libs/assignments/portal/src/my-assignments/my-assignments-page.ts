import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  listMyAssignments,
  type MyAssignmentRow,
  type MyAssignmentState,
} from '@bimtek/assignments-contracts';
import { ApiClient, asProblem, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import {
  type IconName,
  type Tone,
  UiButton,
  UiCounts,
  UiEmpty,
  UiIcon,
  UiPill,
  UiRow,
  UiShareBar,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { assignmentNumber, dueWords } from '../due-words.ts';

export const lookOfMine: Readonly<Record<MyAssignmentState, { tone: Tone; icon: IconName }>> = {
  notStarted: { tone: 'none', icon: 'edit' },
  draft: { tone: 'now', icon: 'edit' },
  submitted: { tone: 'info', icon: 'send' },
  inMarking: { tone: 'info', icon: 'eye' },
  needsRevision: { tone: 'now', icon: 'undo' },
  released: { tone: 'done', icon: 'check' },
};

/** All assignments of the person, and the one to do next. */
@Component({
  selector: 'assignments-my-assignments-page',
  imports: [
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiButton,
    UiCounts,
    UiEmpty,
    UiIcon,
    UiPill,
    UiRow,
    UiShareBar,
    UiSkeleton,
  ],
  templateUrl: './my-assignments-page.html',
  styles: 'ui-pill { margin-top: 6px }',
})
export class MyAssignmentsPage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  protected readonly read = inject(ApiClient).read(listMyAssignments);
  readonly #list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly isNotEnrolled = computed(
    () => !!this.read.error() && asProblem(this.read.error()).status === 404,
  );

  protected readonly rows = computed(() => {
    const list = this.#list();
    return list?.items.map((row) => ({
      ...row,
      name: this.#words.t('assignments.name', { number: assignmentNumber(row.code) }),
      meta: this.#meta(row, list.now),
      look: lookOfMine[row.state],
      stateWords: this.#words.t(`assignments.state.${row.state}`, {
        score: this.#formats.number(row.score ?? 0, 2),
      }),
    }));
  });
  /** What went back comes first, then what is due first, then what was begun. */
  protected readonly next = computed(() => {
    const open = (this.rows() ?? []).filter(({ refusal, state }) => !refusal && state !== 'released');
    const fresh = (this.rows() ?? []).find(({ hasUnreadFeedback }) => hasUnreadFeedback);
    return (
      open.sort((a, b) => rank(a) - rank(b) || (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'))[0] ?? fresh
    );
  });
  protected readonly nextAct = computed(() => {
    const next = this.next();
    if (!next) return '';
    if (next.refusal || next.state === 'released') return this.#words.t('assignments.act.feedback');
    return this.#words.t(next.state in acts ? `assignments.act.${next.state}` : 'assignments.act.look');
  });
  protected readonly nextLink = computed(() => {
    const next = this.next();
    // What went back is read before it is written on.
    return next && next.state !== 'needsRevision' && next.state in acts && !next.refusal
      ? ['/tugas', next.code, 'tulis']
      : ['/tugas', next?.code ?? ''];
  });
  protected readonly shares = computed(() => {
    const count = (...states: MyAssignmentState[]) =>
      (this.rows() ?? []).filter(({ state }) => states.includes(state)).length;
    const [released, waiting] = [count('released'), count('submitted', 'inMarking')];
    const left = count('notStarted', 'draft', 'needsRevision');
    const one = (tone: 'done' | 'primary' | 'none', n: number, key: string) => ({
      tone,
      share: n,
      count: this.#formats.number(n),
      label: this.#words.t(`assignments.list.${key}`),
    });
    return {
      parts: [
        one('done', released, 'released'),
        one('primary', waiting, 'waiting'),
        one('none', left, 'left'),
      ],
      label: this.#words.t('assignments.list.shares', { released, waiting, left }),
    };
  });

  #meta(row: MyAssignmentRow, now: string): string {
    const parts = [this.#words.t('assignments.name', { number: assignmentNumber(row.code) })];
    if (row.hasUnreadFeedback) parts.push(this.#words.t('assignments.due.fresh'));
    else if (row.receipt && row.state !== 'needsRevision') parts.push(row.receipt.code);
    else parts.push(dueWords(this.#words, this.#formats, row, now));
    return parts.join(' · ');
  }
}

const acts: Partial<Record<MyAssignmentState, true>> = { notStarted: true, draft: true, needsRevision: true };

function rank({ state }: { state: MyAssignmentState }): number {
  return state === 'needsRevision' ? 0 : 1;
}
