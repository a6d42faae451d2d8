export * from './events.ts';
export * from './learning.contract.ts';
export * from './module-progress-state.ts';
export * from './next-step.ts';
