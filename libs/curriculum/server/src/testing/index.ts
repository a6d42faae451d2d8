export * from './a-curriculum.ts';
