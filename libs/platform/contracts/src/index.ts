export * from './endpoint.ts';
export * from './event.ts';
export * from './health.contract.ts';
export * from './id.ts';
export * from './import.contract.ts';
export * from './page.ts';
export * from './problem.ts';
export * from './scope.ts';
