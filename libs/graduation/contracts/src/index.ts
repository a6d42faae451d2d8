export * from './class-head.ts';
export * from './class-scores.contract.ts';
export * from './components.ts';
export * from './decisions.contract.ts';
export * from './events.ts';
export * from './my-results.contract.ts';
export * from './outcome.ts';
export * from './problems.ts';
