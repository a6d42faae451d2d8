import { DestroyRef, Service, computed, effect, inject, resource, signal, untracked } from '@angular/core';
import {
  asksForPlan,
  AssignmentCode,
  type AttachedFile,
  type AttachedFileId,
  type DraftContent,
  fileKindsOf,
  FILES_MAX,
  getMyAssignment,
  handInAssignment,
  HandInContent,
  isSamePlan,
  type MyAssignment,
  type Receipt,
  saveAssignmentDraft,
  takesLink,
  type VersionId,
  wordsIn,
} from '@bimtek/assignments-contracts';
import { ApiClient, type ApiProblem, asProblem, Connection, Session } from '@bimtek/platform-portal';
import { Autosave } from '../autosave/autosave.ts';
import { newId } from '@bimtek/platform-portal/new-id';
import { FileUploads } from '../files/file-uploads.ts';
import { firstPlan } from '../plan/plan-rows.ts';
import { keptDrafts } from './kept-drafts.ts';
import { nothing, startOf } from './start-of.ts';

const retryAfterMs = () => 4_000 + Math.random() * 4_000;

/** The work on one assignment while it is being written, and handing it in. */
@Service({ autoProvided: false })
export class HandInStore {
  readonly #api = inject(ApiClient);
  readonly #connection = inject(Connection);
  readonly #session = inject(Session);
  readonly #kept = keptDrafts();
  readonly #draft = signal<Autosave<DraftContent> | undefined>(undefined);
  readonly #looked = signal<readonly AttachedFile[] | undefined>(undefined);
  /** Files on their way to the server. */
  readonly uploads = inject(FileUploads);
  #lookedFor = '';
  #handInId: VersionId | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly code = signal<string | undefined>(undefined);
  readonly assignment = resource({ params: () => this.code(), loader: ({ params }) => this.#load(params) });
  readonly loaded = computed(() => (this.assignment.hasValue() ? this.assignment.value() : undefined));
  readonly draft = this.#draft.asReadonly();
  readonly content = computed(() => this.#draft()?.content ?? nothing);
  readonly words = computed(() => wordsIn(this.content().text));
  readonly takesLink = computed(() => takesLink(this.loaded()?.brief.kinds ?? []));
  readonly isLinkBad = computed(() => {
    const { link } = this.content();
    return !!link && !HandInContent.shape.link.safeParse(link).success;
  });
  readonly fileKinds = computed(() => fileKindsOf(this.loaded()?.brief.kinds ?? []));
  /** The attached files, in the order of the content. */
  readonly files = computed<readonly AttachedFile[]>(() => {
    const assignment = this.loaded();
    const known = [
      ...(assignment?.draft?.files ?? []),
      ...(assignment?.versions.flatMap(({ files }) => files) ?? []),
      ...this.uploads.attached().values(),
      ...(this.#looked() ?? []),
    ];
    return this.content().files.flatMap((id) => known.find((file) => file.id === id) ?? []);
  });
  readonly asksForPlan = computed(() => asksForPlan(this.loaded()?.brief.kinds ?? []));
  readonly #firstPlan = computed(() => firstPlan(this.loaded()?.plan ?? { library: null, village: null }));
  /** The plan as it is being written; where nothing is written yet, that with which writing begins. */
  readonly plan = computed(() => this.content().plan ?? this.#firstPlan());
  /** Files that the work names and the server no longer has, as after weeks without signal. */
  readonly missing = computed<readonly AttachedFileId[]>(() => {
    const known = new Set(this.files().map(({ id }) => id));
    return this.#looked() ? this.content().files.filter((id) => !known.has(id)) : [];
  });
  readonly isEmpty = computed(() => {
    const { text, link, files, plan } = this.content();
    if (this.asksForPlan()) return plan === null;
    return text.trim() === '' && !link && files.length === 0 && !this.uploads.isUnderway();
  });
  /** A file that cannot be sent stands in the way: it is tried again or taken away, never left out unseen. */
  readonly isHeldUp = computed(() => this.uploads.uploads().some(({ state }) => state === 'failed'));
  readonly unticked = computed(() => {
    const { checked } = this.content();
    return (this.loaded()?.brief.checklist ?? []).filter((_, place) => !checked.includes(place));
  });

  readonly submission = signal<'none' | 'sending' | 'waiting' | 'failed'>('none');
  readonly submitProblem = signal<ApiProblem | undefined>(undefined);
  /** Set once the work is handed in, here or elsewhere. */
  readonly receipt = signal<Receipt | 'elsewhere' | undefined>(undefined);

  constructor() {
    effect(() => {
      if (this.#connection.isOnline()) untracked(() => this.#goOn());
    });
    // A hand-in waits for its files.
    effect(() => {
      const [isUnderway, isHeldUp] = [this.uploads.isUnderway(), this.isHeldUp()];
      untracked(() => {
        if (isHeldUp && this.submission() === 'waiting') this.submission.set('none');
        else if (!isUnderway) this.#goOn();
      });
    });
    // Files that only this device knew by their id, as after a reload.
    effect(() => {
      const [known, named] = [this.files().length, this.content().files];
      if (known === named.length || this.#draft()?.place() !== 'saved') return;
      untracked(() => void this.#lookAtFiles(named.join()));
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer);
      const draft = this.#draft();
      if (draft && this.submission() === 'none') void draft.flush().finally(() => draft.end());
      else draft?.end();
    });
  }

  write(change: Partial<DraftContent>): void {
    if (this.submission() === 'sending') return;
    // Another text is another hand-in.
    this.#handInId = null;
    if (this.submission() !== 'none') this.submission.set('none');
    this.#draft()?.edit({ ...this.content(), ...change });
  }

  tick(place: number, isTicked: boolean): void {
    const others = this.content().checked.filter((one) => one !== place);
    this.write({ checked: isTicked ? [...others, place].sort((a, b) => a - b) : others });
  }

  removeFile(id: AttachedFileId): void {
    this.write({ files: this.content().files.filter((one) => one !== id) });
  }

  /** Hands in what is on the page; without signal it stays the person's wish until there is. */
  async handIn(): Promise<void> {
    const [draft, assignmentCode] = [this.#draft(), AssignmentCode.safeParse(this.code()).data];
    if (!draft || !assignmentCode || this.submission() === 'sending' || this.receipt()) return;
    clearTimeout(this.#timer);
    if (this.isHeldUp()) return this.submission.set('none');
    this.submitProblem.set(undefined);
    this.#handInId ??= newId<VersionId>();
    this.#keep(draft.content, draft.revision);
    if (this.uploads.isUnderway()) return this.submission.set('waiting');
    this.submission.set('sending');
    // A draft that was refused is no hindrance: the work itself is what is sent. A newer one elsewhere is.
    await draft.flush();
    if (draft.place() === 'stale') return this.submission.set('none');
    if (draft.place() === 'waiting') return this.#waitForSignal(draft);
    try {
      const content = HandInContent.parse(draft.content);
      const body = { id: this.#handInId, content, draftRevision: draft.revision };
      const receipt = await this.#api.call(handInAssignment, { params: { assignmentCode }, body });
      this.#finish(draft, receipt);
    } catch (error) {
      this.#notHandedIn(draft, asProblem(error));
    }
  }

  /** The person would rather go on writing. */
  cancelHandIn(): void {
    clearTimeout(this.#timer);
    this.#handInId = null;
    this.submission.set('none');
    const draft = this.#draft();
    if (draft?.isUnsaved()) this.#keep(draft.content, draft.revision);
    else this.#drop();
  }

  #attach(file: AttachedFile): void {
    const draft = this.#draft();
    if (!draft || draft.content.files.includes(file.id)) return;
    if (draft.content.files.length >= FILES_MAX) return this.uploads.refuse(file.name, 'too-many');
    // The wish to hand in holds, but it is another hand-in than before.
    if (this.#handInId) this.#handInId = newId<VersionId>();
    draft.edit({ ...draft.content, files: [...draft.content.files, file.id] });
  }

  async #lookAtFiles(named: string): Promise<void> {
    const assignmentCode = AssignmentCode.safeParse(this.code()).data;
    if (!assignmentCode || this.#lookedFor === named) return;
    this.#lookedFor = named;
    try {
      const { draft } = await this.#api.call(getMyAssignment, { params: { assignmentCode } });
      this.#looked.set(draft?.files ?? []);
    } catch {
      // They are still named in the work; what they are is read when the page is opened again.
    }
  }

  #notHandedIn(draft: Autosave<DraftContent>, problem: ApiProblem): void {
    if (problem.isNetwork) return this.#waitForSignal(draft);
    if (problem.code === 'stale-draft') {
      this.submission.set('none');
      this.assignment.reload();
      return;
    }
    if (problem.code === 'already-handed-in') return this.#finish(draft, 'elsewhere');
    this.submission.set('failed');
    this.submitProblem.set(problem);
  }

  #waitForSignal(draft: Autosave<DraftContent>): void {
    this.#keep(draft.content, draft.revision);
    this.submission.set('waiting');
    this.#timer = setTimeout(() => this.#goOn(), retryAfterMs());
  }

  #finish(draft: Autosave<DraftContent>, receipt: Receipt | 'elsewhere'): void {
    draft.end();
    this.#handInId = null;
    this.submission.set('none');
    this.receipt.set(receipt);
    // What is on the page and was not handed in stays on this device, so that nothing is lost to another tab.
    if (receipt === 'elsewhere' && draft.isUnsaved()) this.#keep(draft.content, draft.revision);
    else this.#drop();
  }

  async #load(code: string): Promise<MyAssignment> {
    const assignmentCode = AssignmentCode.parse(code);
    const assignment = await this.#api.call(getMyAssignment, { params: { assignmentCode } });
    const unsaved = this.#draft();
    const kept = this.#kept.read(this.#personId, code);
    const draft = new Autosave<DraftContent>(startOf(assignment), assignment.draft?.savedAt ?? null, {
      save: (content, basedOn) =>
        this.#api.call(saveAssignmentDraft, { params: { assignmentCode }, body: { content, basedOn } }),
      staleCode: 'stale-draft',
      newest: async () => startOf(await this.#api.call(getMyAssignment, { params: { assignmentCode } })),
      isSame,
      keep: (content, revision) => this.#keep(content, revision),
      drop: () => this.#drop(),
    });
    const mine =
      kept ??
      (unsaved?.isUnsaved() ? { content: unsaved.content, revision: unsaved.revision, handIn: null } : null);
    unsaved?.end();
    // Work that is handed in is not written on; what this device kept of it stays here for the next revision.
    if (mine && assignment.refusal !== 'already-handed-in') draft.resume(mine);
    this.#handInId = kept?.handIn ?? null;
    this.#draft.set(draft);
    if (assignment.refusal !== 'already-handed-in')
      this.uploads.start(assignmentCode, (file) => this.#attach(file));
    if (this.#handInId && draft.place() !== 'stale' && !assignment.refusal) {
      this.submission.set('waiting');
      queueMicrotask(() => this.#goOn());
    }
    return assignment;
  }

  #goOn(): void {
    clearTimeout(this.#timer);
    if (this.submission() === 'waiting') void this.handIn();
    else this.#draft()?.retry();
  }

  #keep(content: DraftContent, revision: number): boolean {
    const handIn = this.#handInId;
    return this.#kept.write(this.#personId, this.code() ?? '', { content, revision, handIn });
  }

  #drop(): void {
    // A draft on the server does not end the wish to hand it in.
    const draft = this.#draft();
    if (this.#handInId && draft && this.submission() === 'sending' && !this.receipt()) {
      this.#keep(draft.content, draft.revision);
    } else this.#kept.drop(this.#personId, this.code() ?? '');
  }

  get #personId(): string {
    return this.#session.person()?.id ?? '';
  }
}

function isSame(one: DraftContent, other: DraftContent): boolean {
  return (
    one.text === other.text &&
    (one.link ?? '') === (other.link ?? '') &&
    one.checked.join() === other.checked.join() &&
    one.files.join() === other.files.join() &&
    isSamePlan(one.plan, other.plan)
  );
}
