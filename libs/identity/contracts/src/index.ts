export * from './account-care.contract.ts';
export * from './account.contract.ts';
export * from './consents.contract.ts';
export * from './data-export.contract.ts';
export * from './own-account.contract.ts';
export * from './permissions.ts';
export * from './second-factor.contract.ts';
export * from './sessions.contract.ts';
