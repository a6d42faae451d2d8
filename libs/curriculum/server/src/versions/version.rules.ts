import type { CurriculumState } from '@bimtek/curriculum-contracts';

type VersionRefusal = 'version-archived' | 'version-without-lessons';

/** Why a version may not be put in use, `already` when it is, or null when it may. */
export function refusesUse(version: {
  state: CurriculumState;
  lessonCount: number;
}): VersionRefusal | 'already' | null {
  if (version.state === 'inUse') return 'already';
  if (version.state === 'archived') return 'version-archived';
  return version.lessonCount === 0 ? 'version-without-lessons' : null;
}

/** Whether archiving a version changes anything; a draft that nobody wants may be archived too. */
export function canArchive(state: CurriculumState): boolean {
  return state !== 'archived';
}
