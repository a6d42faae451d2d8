import { DestroyRef, Service, computed, effect, inject, resource, signal, untracked } from '@angular/core';
import {
  askRevision,
  claimSubmission,
  countSubmissions,
  finishMark,
  getSubmission,
  giveBackSubmission,
  listSubmissions,
  type MarkOutcome,
  type QueueRow,
  reopenMark,
  type SubmissionDetail,
  type SubmissionId,
  type SubmissionState,
} from '@bimtek/assignments-contracts';
import type { RubricLevel } from '@bimtek/curriculum-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { ApiClient, type ApiProblem, asProblem, Connection, Session } from '@bimtek/platform-portal';
import { submittedFiles } from '../view/file-source.ts';
import { MarkWork, newestOf } from './mark-work.ts';

export interface DeskFilter {
  classGroupId?: ClassGroupId;
  assignmentCode?: string;
  state?: Exclude<SubmissionState, 'draft'>;
  whose?: 'mine';
  /** Only this criterion is marked, across all works. */
  criterion?: string;
}
export type EndingKind = 'finish' | 'revision';
/** A mark whose end could not be brought to the server. */
export interface FailedEnding {
  id: SubmissionId;
  name: string;
  kind: EndingKind;
  problem: ApiProblem;
}

const rowsAPage = 50;
const fetchedAhead = 2;

/** The queue of handed-in work and the piece on the desk. Going on waits for nothing: marks end behind one's back. */
@Service({ autoProvided: false })
export class DeskStore {
  readonly #api = inject(ApiClient);
  readonly #connection = inject(Connection);
  readonly #session = inject(Session);
  readonly #fetched = new Map<string, Promise<SubmissionDetail>>();
  readonly #works = new Map<string, MarkWork>();
  /** Counts changes of the map before, which tells nobody itself. */
  readonly #opened = signal(0);
  readonly #pictured = new Set<string>();
  readonly #changed = signal<ReadonlyMap<string, Partial<QueueRow>>>(new Map());
  readonly #further = signal<{ items: readonly QueueRow[]; next: string | null } | undefined>(undefined);

  readonly filter = signal<DeskFilter | undefined>(undefined);
  readonly pieceId = signal<SubmissionId | undefined>(undefined);
  readonly queue = this.#api.read(listSubmissions, () => {
    const filter = this.filter();
    return filter && { query: { ...filter, limit: rowsAPage } };
  });
  readonly counted = this.#api.read(countSubmissions, () => {
    const filter = this.filter();
    if (!filter) return undefined;
    const { classGroupId, assignmentCode } = filter;
    return {
      query: { ...(classGroupId ? { classGroupId } : {}), ...(assignmentCode ? { assignmentCode } : {}) },
    };
  });
  readonly #first = computed(() => (this.queue.hasValue() ? this.queue.value() : undefined));
  readonly rows = computed<readonly QueueRow[] | undefined>(() => {
    const [first, further, changed] = [this.#first(), this.#further(), this.#changed()];
    const rows = first && [...first.items, ...(further?.items ?? [])];
    return rows?.map((row) => ({ ...row, ...changed.get(row.id) }));
  });
  readonly nextKey = computed(() => {
    const further = this.#further();
    return further ? further.next : (this.#first()?.next ?? null);
  });
  readonly isLoadingMore = signal(false);

  readonly piece = resource({ params: () => this.pieceId(), loader: ({ params }) => this.#open(params) });
  readonly work = computed(() => (this.piece.hasValue() ? this.piece.value() : undefined));
  readonly failed = signal<readonly FailedEnding[]>([]);
  readonly #ending = signal<ReadonlySet<string>>(new Set());
  readonly isBusy = signal(false);
  readonly problem = signal<ApiProblem | undefined>(undefined);

  constructor() {
    effect(() => {
      this.filter();
      untracked(() => {
        this.#further.set(undefined);
        this.#changed.set(new Map());
      });
    });
    effect(() => {
      if (this.work() && this.rows()) untracked(() => this.#fetchAhead());
    });
    effect(() => {
      if (!this.#connection.isOnline()) return;
      untracked(() => {
        for (const { autosave } of this.#works.values()) autosave.retry();
        for (const failed of this.failed())
          if (failed.problem.isNetwork) void this.end(failed.id, failed.kind);
      });
    });
    inject(DestroyRef).onDestroy(() => {
      for (const { autosave } of this.#works.values()) void autosave.flush().finally(() => autosave.end());
    });
  }

  /** What comes after the piece and waits for me: those behind it first, then from the top. */
  readonly nextToMark = computed(() => {
    const rows = this.rows() ?? [];
    const here = rows.findIndex(({ id }) => id === this.pieceId());
    const ordered = [...rows.slice(here + 1), ...rows.slice(0, Math.max(here, 0))];
    const criterion = this.filter()?.criterion;
    return ordered.find(
      (row) => this.waitsForMe(row) && (!criterion || this.levelOf(row.id, criterion) === undefined),
    );
  });

  /** The level that this page knows of; what was opened before lies on the device or the server. */
  levelOf(id: string, criterion: string): RubricLevel | undefined {
    this.#opened();
    return this.#works.get(id)?.autosave.content.levels[criterion];
  }

  waitsForMe({ id, state, isOwnWork, claim, allocation }: QueueRow): boolean {
    const isWaiting =
      state === 'submitted' || state === 'inMarking' || (state === 'secondMarking' && !!allocation?.isMine);
    return isWaiting && !isOwnWork && (claim === null || claim.isMine) && !this.#ending().has(id);
  }

  isEnding(id: string): boolean {
    return this.#ending().has(id);
  }

  async more(): Promise<void> {
    const [filter, after] = [this.filter(), this.nextKey()];
    if (!filter || !after || this.isLoadingMore()) return;
    this.isLoadingMore.set(true);
    try {
      const page = await this.#api.call(listSubmissions, { query: { ...filter, after, limit: rowsAPage } });
      this.#further.update((further) => ({
        items: [...(further?.items ?? []), ...page.items],
        next: page.next,
      }));
    } catch (error) {
      this.problem.set(asProblem(error));
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  /** Finishes a mark or sends the work back. What the server refuses stays made and is said; nothing waits for it. */
  async end(id: SubmissionId, kind: EndingKind): Promise<MarkOutcome | undefined> {
    const work = this.#works.get(id);
    const versionId = work && newestOf(work.piece)?.id;
    if (!work || !versionId || this.#ending().has(id)) return undefined;
    this.failed.update((failed) => failed.filter((one) => one.id !== id));
    this.#ending.update((ending) => new Set(ending).add(id));
    try {
      await work.autosave.pause();
      const { content, revision } = work.autosave;
      const endpoint = kind === 'finish' ? finishMark : askRevision;
      const body = { versionId, content, basedOn: revision };
      const outcome = await this.#api.call(endpoint, { params: { submissionId: id }, body });
      work.autosave.settleAt(outcome.revision);
      this.#forget(id);
      this.#show(id, { state: outcome.state, score: outcome.score?.score ?? null, claim: null });
      this.counted.reload();
      if (this.pieceId() === id) this.piece.reload();
      return outcome;
    } catch (error) {
      const problem = asProblem(error);
      this.failed.update((failed) => [...failed, { id, kind, problem, name: work.piece.name }]);
      work.autosave.retry();
      return undefined;
    } finally {
      this.#ending.update((ending) => new Set([...ending].filter((one) => one !== id)));
    }
  }

  /** Takes back a finished mark or a request for revision. */
  async reopen(id: SubmissionId): Promise<boolean> {
    return this.#act(id, async () => {
      const outcome = await this.#api.call(reopenMark, { params: { submissionId: id } });
      this.#show(id, { state: outcome.state, score: null });
      this.counted.reload();
    });
  }

  /** Goes on with a piece that somebody else has begun. */
  async takeOver(id: SubmissionId): Promise<boolean> {
    return this.#act(id, async () => {
      const body = { takeOver: true };
      const claim = await this.#api.call(claimSubmission, { params: { submissionId: id }, body });
      this.#show(id, { claim });
    });
  }

  /** Lets others mark it; what is made is kept. */
  async giveBack(id: SubmissionId): Promise<boolean> {
    return this.#act(id, async () => {
      await this.#works.get(id)?.autosave.flush();
      await this.#api.call(giveBackSubmission, { params: { submissionId: id } });
      this.#show(id, { claim: null });
    });
  }

  /** Looks at the piece anew, as when the server refuses to save; what this device keeps of the mark is taken up again. */
  refresh(id: SubmissionId): void {
    this.#forget(id);
    this.piece.reload();
  }

  async #act(id: SubmissionId, act: () => Promise<void>): Promise<boolean> {
    if (this.isBusy()) return false;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      await act();
      this.#forget(id);
      if (this.pieceId() === id) this.piece.reload();
      return true;
    } catch (error) {
      this.problem.set(asProblem(error));
      return false;
    } finally {
      this.isBusy.set(false);
    }
  }

  async #open(id: SubmissionId): Promise<MarkWork> {
    const made = this.#works.get(id);
    if (made?.autosave.isUnsaved()) return made;
    const piece = await this.#fetch(id);
    // What was fetched ahead may be minutes old; the mark made on this page is newer than it.
    const known = this.#works.get(id);
    if (known && known.piece === piece) return known;
    known?.autosave.end();
    const work = new MarkWork(this.#api, piece, this.#session.person()?.id ?? '', ({ levels }) =>
      this.#show(id, {
        state: piece.state === 'secondMarking' ? piece.state : 'inMarking',
        myLevels: Object.keys(levels).length,
      }),
    );
    this.#works.set(id, work);
    this.#opened.update((count) => count + 1);
    return work;
  }

  #fetch(id: SubmissionId): Promise<SubmissionDetail> {
    const fetched = this.#fetched.get(id) ?? this.#api.call(getSubmission, { params: { submissionId: id } });
    this.#fetched.set(id, fetched);
    // A failure is not worth keeping.
    fetched.catch(() => this.#fetched.delete(id));
    return fetched;
  }

  #fetchAhead(): void {
    const rows = this.rows() ?? [];
    const here = rows.findIndex(({ id }) => id === this.pieceId());
    const ahead = rows.slice(here + 1).filter((row) => this.waitsForMe(row));
    for (const { id } of ahead.slice(0, fetchedAhead)) {
      void this.#fetch(id).then(
        (piece) => this.#fetchPicture(piece),
        () => undefined,
      );
    }
  }

  /** The photo that the next piece opens on: the browser asks for it once more, and is told that nothing changed. */
  #fetchPicture(piece: SubmissionDetail): void {
    const [version] = piece.versions;
    const [file] = version?.files ?? [];
    if (!file || version?.content.text || file.kind !== 'image' || file.preview.state !== 'ready') return;
    if (this.#pictured.has(file.id)) return;
    this.#pictured.add(file.id);
    new Image().src = submittedFiles(this.#api, piece.id).url(file, 'preview');
  }

  #forget(id: string): void {
    this.#fetched.delete(id);
    this.#works.get(id)?.autosave.end();
    this.#works.delete(id);
    this.#opened.update((count) => count + 1);
  }

  #show(id: string, change: Partial<QueueRow>): void {
    this.#changed.update((changed) => new Map(changed).set(id, { ...changed.get(id), ...change }));
  }
}
