export * from './class-progress.contract.ts';
export * from './gradebook.contract.ts';
export * from './home.contract.ts';
export * from './person-record.contract.ts';
export * from './summary.contract.ts';
