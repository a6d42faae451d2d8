export * from './registry.routes.ts';
