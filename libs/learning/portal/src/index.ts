export { learningRoutes, lessonRoutes } from './learning.routes.ts';
export { NextStepCard } from './next-step/next-step-card.ts';
export { learningWords } from './words/learning-words.ts';
