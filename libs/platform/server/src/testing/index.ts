export * from './explained.ts';
export * from './fixed-clock.ts';
export * from './s3-double.ts';
export * from './test-app.ts';
export * from './test-database.ts';
