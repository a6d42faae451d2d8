export * from './a-test.ts';
export * from './an-attempt.ts';
