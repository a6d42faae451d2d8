/** What lists stand on. Apart from the index, whose parts all belong to the first load of every page. */
export * from './list/list-foot.ts';
export * from './list/pages-by-key.ts';
export * from './list/search-box.ts';
