export * from './certification.routes.ts';
