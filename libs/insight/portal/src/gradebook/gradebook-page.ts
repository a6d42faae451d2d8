import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { ClassNav } from '@bimtek/delivery-portal';
import {
  exportGradebook,
  getGradebook,
  type GradebookColumn,
  type GradebookRow,
} from '@bimtek/insight-contracts';
import {
  ApiClient,
  AsNumber,
  DeskHead,
  Formats,
  ProblemView,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { ListFoot, PagesByKey, SearchBox } from '@bimtek/platform-portal/list';
import { UiButton, UiCell, UiEmpty, UiIcon, UiPill, UiSkeleton, UiTable } from '@bimtek/platform-ui';

const size = 50;

/** All components of a class: scores, what is missing, where work stands, and whether feedback was read. */
@Component({
  selector: 'insight-gradebook-page',
  imports: [
    AsNumber,
    ClassNav,
    DeskHead,
    ListFoot,
    ProblemView,
    RouterLink,
    SearchBox,
    TranslocoPipe,
    UiButton,
    UiCell,
    UiEmpty,
    UiIcon,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './gradebook-page.html',
  styleUrl: './gradebook-page.css',
})
export class GradebookPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);

  readonly classGroupId = input.required<string>();
  /** From the address: search, and the place in the list. */
  readonly cari = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  protected readonly pages = new PagesByKey(() => ({ sesudah: this.sesudah(), mulai: this.mulai() }), size);
  readonly #params = computed(() => {
    const classGroupId = ClassGroupId.safeParse(this.classGroupId()).data;
    return classGroupId ? { classGroupId } : undefined;
  });
  protected readonly read = this.#api.read(getGradebook, () => {
    const [params, after, q] = [this.#params(), this.sesudah(), this.cari()];
    return params && { params, query: { limit: size, ...(after ? { after } : {}), ...(q ? { q } : {}) } };
  });
  protected readonly page = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly group = computed(() => this.page()?.classGroup);
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('gradebook.classes'), link: '/kelola/kelas' },
    { label: this.group()?.name ?? '', link: ['/kelola/kelas', this.classGroupId()] },
  ]);
  protected readonly exportUrl = computed(() => {
    const params = this.#params();
    return params ? this.#api.urlOf(exportGradebook, { params }) : '';
  });

  protected readonly columns = computed(() => {
    const people = this.page()?.people ?? 0;
    return (this.page()?.columns ?? []).map((column) => ({
      ...column,
      label: this.#labelOf(column),
      title: column.moduleTitle ?? this.#labelOf(column),
      recordedWords: this.#words.t('gradebook.recorded', { n: column.recorded, all: people }),
      notes: [
        ...(column.waiting ? [this.#words.t('gradebook.waiting', { n: column.waiting })] : []),
        ...(column.unread ? [this.#words.t('gradebook.unread', { n: column.unread })] : []),
      ],
    }));
  });
  protected readonly rows = computed(() =>
    (this.page()?.items ?? []).map((row) => ({
      ...row,
      cells: this.columns().map((column) => this.#cell(row, column)),
      missingWords: row.missing.length
        ? this.#words.t('gradebook.missingCount', { n: row.missing.length })
        : this.#words.t('gradebook.complete'),
    })),
  );

  #labelOf({ component, moduleCode }: GradebookColumn): string {
    const kind = component.split(':')[0] ?? component;
    return this.#words.t(`gradebook.component.${kind}`, { module: moduleCode ?? '' });
  }

  #cell(row: GradebookRow, { component, label }: { component: string; label: string }) {
    const score = row.scores.find((one) => one.component === component);
    const work = row.work.find((one) => one.component === component);
    const isRead = work?.hasFeedback ? work.feedbackReadAt !== null : undefined;
    const state = work ? this.#words.t(`gradebook.state.${work.state}`) : '';
    const reading =
      isRead === undefined
        ? ''
        : work?.feedbackReadAt
          ? this.#words.t('gradebook.read', { time: this.#formats.recent(work.feedbackReadAt) })
          : this.#words.t('gradebook.notRead');
    return {
      component,
      label,
      hasScore: !!score,
      text: score ? this.#scoreWords(score) : state || '–',
      title: [state, reading].filter(Boolean).join(', ') || this.#words.t('gradebook.missing'),
      isRead,
      link:
        work && work.state !== 'draft'
          ? {
              kelas: this.classGroupId(),
              tugas: work.assignmentCode,
              status: statusOf(work.state),
              karya: work.submissionId,
            }
          : undefined,
    };
  }

  #scoreWords({ component, value, outOf }: GradebookRow['scores'][number]): string {
    if (component === 'planApproved') {
      return this.#words.t(value === 1 ? 'gradebook.approved' : 'gradebook.notApproved');
    }
    if (outOf === null) return this.#formats.number(value);
    return this.#words.t('gradebook.outOf', {
      value: this.#formats.number(value),
      of: this.#formats.number(outOf),
    });
  }
}

/** The filter of the desk in which a piece of this state stands; what waits stands in none. */
function statusOf(state: string): string | null {
  return state === 'submitted' || state === 'inMarking' ? null : state;
}
