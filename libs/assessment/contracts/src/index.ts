export * from './answer.ts';
export * from './attempts.contract.ts';
export * from './jobs.ts';
export * from './standing.ts';
export * from './tests.contract.ts';
