export * from './certificate.contract.ts';
export * from './validity.ts';
