export * from './home.contract.ts';
export * from './summary.contract.ts';
