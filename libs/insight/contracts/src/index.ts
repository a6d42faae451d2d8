export * from './class-progress.contract.ts';
export * from './home.contract.ts';
export * from './summary.contract.ts';
