export * from './certificate.contract.ts';
