export * from './decree-problem.words.ts';
export * from './decree.contract.ts';
export * from './library.contract.ts';
export * from './person.contract.ts';
export * from './region.contract.ts';
