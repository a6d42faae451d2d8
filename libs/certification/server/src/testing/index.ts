export * from './some-passed.ts';
