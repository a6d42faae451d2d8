export * from './account.contract.ts';
export * from './permissions.ts';
