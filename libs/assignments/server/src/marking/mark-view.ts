import type { Mark as MarkView, ScoreParts } from '@bimtek/assignments-contracts';
import type { Mark } from './mark.entity.ts';

export function scoreOfMark({ points, latePoints, score }: Mark): ScoreParts | null {
  if (points === null || latePoints === null || score === null) return null;
  return { points: Number(points), latePoints: Number(latePoints), score: Number(score) };
}

export function markView(mark: Mark): MarkView {
  const { id, versionId, state, content, revision, savedAt } = mark;
  return {
    id,
    versionId,
    state,
    content,
    score: scoreOfMark(mark),
    revision,
    savedAt: savedAt.toISOString(),
  };
}
