import { Service, inject } from '@angular/core';
import {
  AssignmentCode,
  type AttachedFileId,
  FILES_MAX,
  getMyAssignment,
  HandInContent,
  handInAssignment,
  saveAssignmentDraft,
  type VersionId,
} from '@bimtek/assignments-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import type { UnsentOf } from '@bimtek/platform-portal';
import { FileDelivery } from '../files/file-delivery.ts';
import { keptPieces } from '../files/kept-files.ts';
import { newId } from '@bimtek/platform-portal/new-id';
import { type KeptDraft, keptDrafts } from './kept-drafts.ts';
import { startOf } from './start-of.ts';

/** Drafts of assignments and files for them that wait on this device, whether one of them is open on the page or not. */
@Service()
export class UnsentDrafts implements UnsentOf {
  readonly #api = inject(ApiClient);
  readonly #delivery = inject(FileDelivery);
  readonly #kept = keptDrafts();

  count(personId: string): number {
    return this.#kept.pieces(personId).length + keptPieces(personId).length;
  }

  async send(personId: string): Promise<void> {
    for (const { piece, code } of keptPieces(personId)) await this.#sendFile(personId, piece, code);
    for (const code of this.#kept.pieces(personId)) await this.#sendOne(personId, code);
  }

  async discard(personId: string): Promise<void> {
    for (const code of this.#kept.pieces(personId)) this.#kept.drop(personId, code);
    await Promise.all(keptPieces(personId).map(({ piece }) => this.#delivery.forget(personId, piece)));
  }

  /** Brings a file to the server and names it in the draft, which is kept here until the server has it too. */
  async #sendFile(personId: string, piece: string, code: AssignmentCode): Promise<void> {
    try {
      const file = await this.#delivery.bring(personId, { piece, code });
      if (file) await this.#nameFile(personId, code, file.id);
      await this.#delivery.forget(personId, piece);
    } catch {
      // Without signal it waits; what the server refuses is for the person to look at when the assignment is open.
    }
  }

  async #nameFile(personId: string, code: AssignmentCode, fileId: AttachedFileId): Promise<void> {
    const kept = this.#kept.read(personId, code) ?? (await this.#newest(code));
    const { files } = kept.content;
    if (files.includes(fileId) || files.length >= FILES_MAX) return;
    const content = { ...kept.content, files: [...files, fileId] };
    // The wish to hand in holds, but it is another hand-in than before.
    this.#kept.write(personId, code, { ...kept, content, handIn: kept.handIn && newId<VersionId>() });
  }

  async #newest(assignmentCode: AssignmentCode): Promise<KeptDraft> {
    const assignment = await this.#api.call(getMyAssignment, { params: { assignmentCode } });
    return { ...startOf(assignment), handIn: null };
  }

  async #sendOne(personId: string, code: string): Promise<void> {
    const kept = this.#kept.read(personId, code);
    const assignmentCode = AssignmentCode.safeParse(code).data;
    if (!kept || !assignmentCode) return this.#kept.drop(personId, code);
    const params = { assignmentCode };
    try {
      const body = { content: kept.content, basedOn: kept.revision };
      const { revision } = await this.#api.call(saveAssignmentDraft, { params, body });
      // A file that could not be sent is part of what was to be handed in.
      const isWhole = keptPieces(personId, assignmentCode).length === 0;
      if (kept.handIn && !isWhole) {
        this.#kept.write(personId, code, { ...kept, revision });
        return;
      }
      if (kept.handIn) {
        const content = HandInContent.parse(kept.content);
        const handIn = { id: kept.handIn, content, draftRevision: revision };
        await this.#api.call(handInAssignment, { params, body: handIn });
      }
      this.#kept.drop(personId, code);
    } catch {
      // Without signal it waits; what the server refuses is for the person to look at when the assignment is open.
    }
  }
}
