export * from './graduation.routes.ts';
