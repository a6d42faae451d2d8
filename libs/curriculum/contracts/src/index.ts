export * from './curriculum.contract.ts';
export * from './lesson-document.ts';
export * from './settings.ts';
