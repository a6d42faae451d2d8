import type { DraftContent, MyAssignment } from '@bimtek/assignments-contracts';

export const nothing: DraftContent = { text: '', link: null, checked: [], files: [], plan: null };

/** The draft; without one the last hand-in, as a revision begins from it. */
export function startOf(assignment: MyAssignment): { content: DraftContent; revision: number } {
  const content = assignment.draft?.content ?? assignment.versions[0]?.content ?? nothing;
  return { content, revision: assignment.draftRevision };
}
