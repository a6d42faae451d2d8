export * from './a-class.ts';
export * from './some-scores.ts';
