export { learningRoutes, lessonRoutes } from './learning.routes.ts';
export { NextStepCard } from './next-step/next-step-card.ts';
export { studyWords } from './next-step/words/study-words.ts';
