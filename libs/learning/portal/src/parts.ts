/** What pages to the right show of learning: apart from the index, so that they fetch none of its routes. */
export { NextStepCard } from './next-step/next-step-card.ts';
export { hasUnsentPlaces } from './progress/unsent-key.ts';
export { studyWords } from './next-step/words/study-words.ts';
