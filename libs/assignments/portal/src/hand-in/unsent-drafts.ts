import { Service, inject } from '@angular/core';
import {
  AssignmentCode,
  HandInContent,
  handInAssignment,
  saveAssignmentDraft,
} from '@bimtek/assignments-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import type { UnsentOf } from '@bimtek/platform-portal';
import { keptDrafts } from './kept-drafts.ts';

/** Drafts of assignments that wait on this device, whether one of them is open on the page or not. */
@Service()
export class UnsentDrafts implements UnsentOf {
  readonly #api = inject(ApiClient);
  readonly #kept = keptDrafts();

  count(personId: string): number {
    return this.#kept.pieces(personId).length;
  }

  async send(personId: string): Promise<void> {
    for (const code of this.#kept.pieces(personId)) await this.#sendOne(personId, code);
  }

  discard(personId: string): void {
    for (const code of this.#kept.pieces(personId)) this.#kept.drop(personId, code);
  }

  async #sendOne(personId: string, code: string): Promise<void> {
    const kept = this.#kept.read(personId, code);
    const assignmentCode = AssignmentCode.safeParse(code).data;
    if (!kept || !assignmentCode) return this.#kept.drop(personId, code);
    const params = { assignmentCode };
    try {
      const body = { content: kept.content, basedOn: kept.revision };
      const { revision } = await this.#api.call(saveAssignmentDraft, { params, body });
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
