export * from './events.ts';
export * from './learning.contract.ts';
export * from './next-step.ts';
