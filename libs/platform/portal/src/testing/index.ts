export * from './portal-testing.ts';
