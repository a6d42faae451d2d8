export * from './inbox.contract.ts';
export * from './message-template.ts';
