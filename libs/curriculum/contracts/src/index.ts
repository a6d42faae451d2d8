export * from './assignment-brief.ts';
export * from './codes.ts';
export * from './curriculum.contract.ts';
export * from './ids.ts';
export * from './lesson-document.ts';
export * from './settings.ts';
