import { signal } from '@angular/core';
import {
  type Annotation,
  getSubmission,
  MarkContent,
  saveMark,
  type SubmissionDetail,
} from '@bimtek/assignments-contracts';
import type { RubricLevel } from '@bimtek/curriculum-contracts';
import type { ApiClient } from '@bimtek/platform-portal';
import * as z from 'zod';
import { Autosave } from '../autosave/autosave.ts';
import { KeptWork } from '../autosave/kept-work.ts';

const KeptMark = z.object({ versionId: z.string(), content: MarkContent, revision: z.int() });
const undoMax = 50;

export const emptyMark: MarkContent = { levels: {}, comments: {}, comment: '', itemComments: {} };

/** The own half-made mark on one piece, which saves itself and can be taken back step by step. */
export class MarkWork {
  readonly #kept = new KeptWork('nilai:', KeptMark);
  readonly #before = signal<readonly MarkContent[]>([]);
  readonly #undone = signal<readonly MarkContent[]>([]);
  #lastField = '';
  readonly autosave: Autosave<MarkContent>;

  constructor(
    api: ApiClient,
    readonly piece: SubmissionDetail,
    personId: string,
    onSaved: (content: MarkContent) => void = () => undefined,
  ) {
    const params = { submissionId: piece.id };
    const versionId = newestOf(piece)?.id;
    const start = { content: piece.mark?.content ?? emptyMark, revision: piece.mark?.revision ?? 0 };
    this.autosave = new Autosave<MarkContent>(start, piece.mark?.savedAt ?? null, {
      save: async (content, basedOn) => {
        const body = { versionId: versionId as never, content, basedOn };
        const saved = await api.call(saveMark, { params, body });
        onSaved(content);
        return saved;
      },
      staleCode: 'stale-mark',
      newest: async () => {
        const { mark } = await api.call(getSubmission, { params });
        return { content: mark?.content ?? emptyMark, revision: mark?.revision ?? 0 };
      },
      isSame: (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)),
      keep: (content, revision) =>
        this.#kept.write(personId, piece.id, { versionId: versionId ?? '', content, revision }),
      drop: () => this.#kept.drop(personId, piece.id),
    });
    const kept = this.#kept.read(personId, piece.id);
    // A mark on a version before the newest is no mark on this one.
    if (kept && kept.versionId === versionId && !piece.refusal && this.isOpen) this.autosave.resume(kept);
    else if (kept && kept.versionId !== versionId) this.#kept.drop(personId, piece.id);
  }

  /** Whether levels and comments can still be set. */
  get isOpen(): boolean {
    return this.piece.refusal === null && (this.piece.mark?.state ?? 'draft') === 'draft';
  }
  get canUndo(): boolean {
    return this.#before().length > 0;
  }
  get canRedo(): boolean {
    return this.#undone().length > 0;
  }

  setLevel(code: string, level: RubricLevel): void {
    const { content } = this.autosave;
    if (content.levels[code] === level) return;
    this.#change(`level ${code} ${level}`, { ...content, levels: { ...content.levels, [code]: level } });
  }

  setComment(code: string, text: string): void {
    const { content } = this.autosave;
    this.#change(`comment ${code}`, { ...content, comments: { ...content.comments, [code]: text } });
  }

  setItemComment(itemId: string, text: string): void {
    const { content } = this.autosave;
    const itemComments = { ...content.itemComments, [itemId]: text };
    this.#change(`item ${itemId}`, { ...content, itemComments });
  }

  /** Notes on the files, all of them; changes of the same `step` are taken back together. */
  setAnnotations(annotations: readonly Annotation[], step: string): void {
    this.#change(step, { ...this.autosave.content, annotations: [...annotations] });
  }

  setOverall(comment: string): void {
    this.#change('comment', { ...this.autosave.content, comment });
  }

  /** Takes back the last step; what is typed in one field is one step. */
  undo(): void {
    const last = this.#before().at(-1);
    if (!last) return;
    const { content } = this.autosave;
    this.#before.update((before) => before.slice(0, -1));
    this.#undone.update((undone) => [...undone, content]);
    this.#lastField = '';
    this.autosave.edit(last);
  }

  /** Does again what was taken back, until something else is done. */
  redo(): void {
    const last = this.#undone().at(-1);
    if (!last) return;
    const { content } = this.autosave;
    this.#undone.update((undone) => undone.slice(0, -1));
    this.#before.update((before) => [...before, content].slice(-undoMax));
    this.#lastField = '';
    this.autosave.edit(last);
  }

  #change(field: string, content: MarkContent): void {
    if (!this.isOpen) return;
    this.#undone.set([]);
    if (field !== this.#lastField) {
      const last = this.autosave.content;
      this.#before.update((before) => [...before, last].slice(-undoMax));
    }
    this.#lastField = field;
    this.autosave.edit(content);
  }
}

export function newestOf({ versions }: SubmissionDetail) {
  return versions[0];
}

function sorted({ levels, comments, comment, itemComments, annotations = [] }: MarkContent) {
  const entries = <V>(record: Record<string, V>) =>
    Object.entries(record)
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => a.localeCompare(b));
  return [entries(levels), entries(comments), comment, entries(itemComments), annotations];
}
