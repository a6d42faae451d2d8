/** What pages to the right ask about tests: apart from the index, so that they fetch none of its routes. */
export { hasNotebooks } from './take-test/notebook-key.ts';
