import type { MarkContent, ScoreParts } from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';

type Levels = MarkContent['levels'];
/** Marks begun before plans could be commented have no comments on items. */
type StoredMark = Omit<MarkContent, 'itemComments'> & Partial<Pick<MarkContent, 'itemComments'>>;

/** The codes of criteria that have no level yet. */
export function missingLevels({ criteria }: Rubric, levels: Levels): string[] {
  return criteria.map(({ code }) => code).filter((code) => levels[code] === undefined);
}

/** The codes in a mark that the rubric does not have. */
export function unknownCriteria({ criteria }: Rubric, { levels, comments }: MarkContent): string[] {
  const known = new Set(criteria.map(({ code }) => code));
  return [...new Set([...Object.keys(levels), ...Object.keys(comments)])].filter((code) => !known.has(code));
}

/** The codes of criteria whose level sends the work back, whatever its sum. */
export function sendingBack({ criteria }: Rubric, levels: Levels): string[] {
  return criteria
    .filter(({ code, mustReviseAt }) => {
      const level = levels[code];
      return level !== undefined && mustReviseAt !== null && level <= mustReviseAt;
    })
    .map(({ code }) => code);
}

/** Sum of `weight × level / 4`, less what being late costs. Quarters of points are exact hundredths, so nothing is rounded. */
export function scoreOf({ criteria }: Rubric, levels: Levels, latePoints: number): ScoreParts {
  const quarters = criteria.reduce((sum, { code, weight }) => sum + weight * (levels[code] ?? 0), 0);
  const points = quarters / 4;
  return { points, latePoints, score: Math.max(0, points - latePoints) };
}

/** Whether the trainee has anything to read. */
export function hasComment({ comment, comments, itemComments, annotations = [] }: MarkContent): boolean {
  const notes = annotations.map(({ text }) => text);
  return [comment, ...Object.values(comments), ...Object.values(itemComments), ...notes].some(
    (text) => text.trim() !== '',
  );
}

/** Whether two marks say the same; empty comments say nothing. */
export function isSameMark(one: StoredMark, other: MarkContent): boolean {
  return said(one) === said(other);
}

function said({ levels, comments, comment, itemComments, annotations = [] }: StoredMark): string {
  const sorted = (entries: [string, unknown][]) => entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = (all: Record<string, string>) =>
    sorted(Object.entries(all).filter(([, text]) => text !== ''));
  return JSON.stringify([
    sorted(Object.entries(levels)),
    texts(comments),
    texts(itemComments ?? {}),
    comment,
    annotations.map(({ id, fileId, page, kind, tone, points, text }) => [
      id,
      fileId,
      page,
      kind,
      tone,
      points,
      text,
    ]),
  ]);
}
