import { deliveryProblem } from '@bimtek/delivery-contracts';
import { fileProblem, problems } from '@bimtek/platform-contracts';

export const graduationProblem = problems({
  'class-closed': [409, 'The class is closed; no score changes any more'],
  'class-not-open': deliveryProblem.table['class-not-open'],
  'people-undecided': deliveryProblem.table['people-undecided'],
  'nobody-to-decide': [409, 'Nobody in the class is active'],
  'not-prepared': [409, 'No decision is prepared for the class'],
  'prepared-facts-changed': [409, 'Scores or people have changed since the decision was prepared'],
  'results-on-their-way': [409, 'Results of finished tests are still being recorded'],
  'own-library': [409, 'Nobody decides on themselves or on people of their own library'],
});

export const scoreFileProblem = problems({
  ...fileProblem.table,
  'class-closed': graduationProblem.table['class-closed'],
});

/** What can be wrong with one row of a score file; each has a sentence in the portal. */
export const scoreRowProblems = [
  'code-missing',
  'code-unknown',
  'other-class',
  'row-repeated',
  'name-differs',
  'not-active',
  'class-closed',
  'not-a-number',
  'too-many-decimals',
  'out-of-range',
  'attended-more-than-scheduled',
  'scheduled-missing',
  'not-yes-or-no',
  'not-in-curriculum',
  'lower-than-online',
  'class-not-yours',
  'own-library',
] as const;
export type ScoreRowProblem = (typeof scoreRowProblems)[number];
