import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  type AssignmentCode,
  type AttachedFile,
  exportMyPlan,
  type Feedback,
  getMyAssignment,
  type HandedIn,
  isAcknowledgementOwed,
  latePolicy,
  type PlanDraft,
  printMyPlan,
  readFeedback,
  wordsIn,
} from '@bimtek/assignments-contracts';
import { AssignmentBriefView } from '@bimtek/curriculum-portal';
import {
  ApiClient,
  AsBytes,
  AsDateTime,
  AsMinutes,
  AsRecent,
  Formats,
  PageTitle,
  ProblemView,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiPill, UiSkeleton } from '@bimtek/platform-ui';
import { assignmentNumber, dueWords } from '../due-words.ts';
import { FeedbackView } from '../feedback/feedback-view.ts';
import { lookOfMine } from '../my-assignments/my-assignments-page.ts';
import { AcknowledgementCard } from '../plan/acknowledgement-card.ts';
import { PlanView } from '../plan/view/plan-view.ts';
import { FileList } from '../view/file-list.ts';
import { myFiles } from '../view/file-source.ts';

/** One assignment of the person: where it stands, the one next step, feedback, receipt, and what is asked. */
@Component({
  selector: 'assignments-assignment-page',
  imports: [
    AcknowledgementCard,
    AsBytes,
    AsDateTime,
    AsMinutes,
    AsRecent,
    AssignmentBriefView,
    FeedbackView,
    FileList,
    PlanView,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiPill,
    UiSkeleton,
  ],
  templateUrl: './assignment-page.html',
  styleUrl: './assignment-page.css',
})
export class AssignmentPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);

  readonly code = input.required<string>();
  /** Set by the page that has just handed in. */
  readonly terkirim = input<string | undefined>(undefined);
  protected readonly policy = latePolicy;

  protected readonly read = this.#api.read(getMyAssignment, () => ({
    params: { assignmentCode: this.code() as AssignmentCode },
  }));
  protected readonly assignment = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly number = computed(() => assignmentNumber(this.code()));
  protected readonly moduleNumber = computed(() => this.assignment()?.moduleCode.replace(/^M/, '') ?? '');
  protected readonly look = computed(() => lookOfMine[this.assignment()?.state ?? 'notStarted']);
  protected readonly stateWords = computed(() => {
    const { state, score } = this.assignment() ?? {};
    return this.#words.t(`assignments.state.${state ?? 'notStarted'}`, {
      score: this.#formats.number(score ?? 0, 2),
    });
  });
  protected readonly due = computed(() => {
    const assignment = this.assignment();
    return assignment ? dueWords(this.#words, this.#formats, assignment, assignment.now) : '';
  });
  protected readonly isLate = computed(() => {
    const assignment = this.assignment();
    return !!assignment && assignment.lateDays > 0 && !assignment.refusal;
  });
  /** `notStarted`, `draft` or `needsRevision` while it can be written. */
  protected readonly writing = computed(() => {
    const { refusal, state } = this.assignment() ?? {};
    return refusal || !state || !['notStarted', 'draft', 'needsRevision'].includes(state) ? undefined : state;
  });
  protected readonly files = computed(() => myFiles(this.#api, this.code() as AssignmentCode));
  protected readonly newestFiles = computed(() => this.assignment()?.versions[0]?.files ?? []);
  protected readonly newest = computed(() => this.assignment()?.feedback[0]);
  /** The plan is handed in, and nobody has said that the village head knows of it. */
  protected readonly owesAcknowledgement = computed(() => {
    const { plan: facts, versions } = this.assignment() ?? {};
    const plan = versions?.[0]?.content.plan;
    return !!facts && !facts.acknowledgement && !!plan && isAcknowledgementOwed(plan.closing.acknowledgement);
  });
  protected readonly paper = computed(() => {
    const params = { assignmentCode: this.code() as AssignmentCode };
    return {
      pdf: this.#api.urlOf(printMyPlan, { params, query: {} }),
      xlsx: this.#api.urlOf(exportMyPlan, { params, query: {} }),
    };
  });
  protected readonly earlier = computed(() => this.assignment()?.feedback.slice(1) ?? []);

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const assignment = this.assignment();
      if (assignment) title.set(assignment.title);
      if (!assignment?.hasUnreadFeedback) return;
      const params = { assignmentCode: assignment.brief.code };
      // Without signal it is noted the next time it is read.
      this.#api.call(readFeedback, { params }).catch(() => undefined);
    });
  }

  /** What was said about items of a version of the plan, by their id. */
  protected itemComments({ receipt }: HandedIn): Record<string, string> {
    const given = this.assignment()?.feedback.find(
      ({ versionNumber }) => versionNumber === receipt.versionNumber,
    );
    return given?.content.itemComments ?? {};
  }
  protected planOf({ versionNumber }: Feedback): PlanDraft | null {
    const version = this.assignment()?.versions.find(
      ({ receipt }) => receipt.versionNumber === versionNumber,
    );
    return version?.content.plan ?? null;
  }

  /** How much was handed in: items of a plan or words, and files. */
  protected sizeOf({ content: { text, plan }, files }: HandedIn): string {
    const written = plan
      ? this.#words.count('plan.stale.items', plan.items.length)
      : this.#words.count('assignments.versions.words', wordsIn(text));
    if (files.length === 0) return written;
    const counted = this.#words.count('files.handIn.count', files.length);
    return plan || text ? `${written}, ${counted}` : counted;
  }

  /** The files of the version that the feedback is about, as far as there are notes on them. */
  protected notedFiles({
    versionNumber,
    content: { annotations = [] },
  }: Feedback): AttachedFile[] | undefined {
    const version = this.assignment()?.versions.find(
      ({ receipt }) => receipt.versionNumber === versionNumber,
    );
    const noted = version?.files.filter(({ id }) => annotations.some(({ fileId }) => fileId === id));
    return noted && noted.length > 0 ? noted : undefined;
  }
}
