import {
  attendance,
  type Component,
  planApproved,
  type ScoreRowProblem,
  type ScoreSource,
} from '@bimtek/graduation-contracts';

export interface CellProblem {
  field: string;
  code: ScoreRowProblem;
  severity: 'error' | 'warning';
  facts?: Record<string, string | number>;
}

export interface KnownScore {
  value: number;
  outOf: number | null;
  source: ScoreSource;
}

export interface ReadScore {
  component: Component;
  value: number;
  outOf: number | null;
}

/** No class lasts longer; a larger number is a slip of the finger. */
const MOST_HOURS = 400;

/**
 * A number as people write it, `82,5` as well as `82.5`, as whole hundredths. A spreadsheet's own inexactness
 * (83.30000000000001) is not taken for decimals.
 */
export function readNumber(text: string): number | 'not-a-number' | 'too-many-decimals' {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{1,6}(\.\d+)?$/.test(plain)) return 'not-a-number';
  const hundredths = Number(plain) * 100;
  const whole = Math.round(hundredths);
  return Math.abs(hundredths - whole) < 1e-6 ? whole : 'too-many-decimals';
}

const YES = new Set(['ya', 'y', 'iya', 'yes', 'disetujui', 'setuju', 'sudah', 'true', '1', '✓', 'v']);
const NO = new Set(['tidak', 't', 'tdk', 'no', 'n', 'belum', 'false', '0', '-']);

export function readYesNo(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

/** Reads the scores of one row; an empty cell leaves a score as it is. A cell that is wrong is left out and named. */
export function readScores(
  cells: Record<string, string>,
  counting: ReadonlySet<Component>,
  known: (component: Component) => KnownScore | undefined,
): { scores: ReadScore[]; problems: CellProblem[] } {
  const problems: CellProblem[] = [];
  const scores: ReadScore[] = [];
  const error = (field: string, code: ScoreRowProblem, facts?: CellProblem['facts']) =>
    problems.push({ field, code, severity: 'error', ...(facts ? { facts } : {}) });
  const numberIn = (field: string, most: number): number | null => {
    const text = cells[field];
    if (text === undefined) return null;
    const read = readNumber(text);
    if (typeof read === 'string') error(field, read);
    else if (read > most * 100) error(field, 'out-of-range', { most });
    else return read / 100;
    return null;
  };

  const hours = readHours(
    numberIn('attended', MOST_HOURS),
    numberIn('scheduled', MOST_HOURS),
    known(attendance),
  );
  if (typeof hours === 'string') error(hours === 'scheduled-missing' ? 'scheduled' : 'attended', hours);
  else if (hours) scores.push({ component: attendance, ...hours });

  for (const [field, text] of Object.entries(cells)) {
    if (!/^(plan|planApproved|preTest|postTest|(quiz|assignment):M\d+)$/.test(field)) continue;
    const component = field as Component;
    if (!counting.has(component)) {
      error(field, 'not-in-curriculum');
    } else if (component === planApproved) {
      const answer = readYesNo(text);
      if (answer === null) error(field, 'not-yes-or-no');
      else scores.push({ component, value: answer ? 1 : 0, outOf: null });
    } else {
      const value = numberIn(field, 100);
      const before = known(component);
      if (value === null) continue;
      if (before?.source === 'assessment' && value < before.value) {
        problems.push({
          field,
          code: 'lower-than-online',
          severity: 'warning',
          facts: { online: before.value },
        });
      } else {
        scores.push({ component, value, outOf: null });
      }
    }
  }
  return { scores, problems };
}

/** Hours from the row, the missing one of the two from what is recorded. Scheduled hours alone say nothing. */
function readHours(
  attended: number | null,
  scheduled: number | null,
  before: KnownScore | undefined,
): { value: number; outOf: number } | 'scheduled-missing' | 'attended-more-than-scheduled' | null {
  const value = attended ?? before?.value ?? null;
  const outOf = scheduled ?? before?.outOf ?? null;
  if (value === null) return null;
  if (attended === null && scheduled === null) return null;
  if (outOf === null || outOf === 0) return 'scheduled-missing';
  return value > outOf ? 'attended-more-than-scheduled' : { value, outOf };
}

/** How well a name in a file fits the person of the code: titles, case and signs do not matter. */
export function compareNames(written: string, fullName: string): 'same' | 'similar' | 'different' {
  const tokens = (text: string) =>
    new Set(
      text
        .normalize('NFKD')
        .toLowerCase()
        .replaceAll(/['’`]/g, '')
        .split(/[^a-z0-9]+/)
        .filter((token) => token !== ''),
    );
  const there = tokens(written);
  const needed = [...tokens(fullName)];
  const shared = needed.filter((token) => there.has(token)).length;
  if (shared === needed.length) return 'same';
  return shared > 0 ? 'similar' : 'different';
}
