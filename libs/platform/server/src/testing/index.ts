export * from './explained.ts';
export * from './fixed-clock.ts';
export * from './test-app.ts';
export * from './test-database.ts';
