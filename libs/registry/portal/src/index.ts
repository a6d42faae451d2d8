export { ImportStore } from './import/import-store.ts';
export { rowsOf } from './import/import-view.ts';
export * from './registry.routes.ts';
