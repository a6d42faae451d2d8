/**
 * Stands in for `zod/v4/core/json-schema-processors.js` in the browser (`fileReplacements` of the bundle), for the same
 * reason as `zod-to-json-schema.mjs`: nobody makes JSON Schema there.
 */
function notHere() {
  throw new Error('JSON Schema is made on the server');
}

/** Only the hints of a schema for JSON Schema (`schema.minLength` and the like); parsing does not ask for them. */
export const aggregateChecks = () => ({});
export const stringProcessor = notHere;
export const numberProcessor = notHere;
export const booleanProcessor = notHere;
export const bigintProcessor = notHere;
export const symbolProcessor = notHere;
export const nullProcessor = notHere;
export const undefinedProcessor = notHere;
export const voidProcessor = notHere;
export const neverProcessor = notHere;
export const anyProcessor = notHere;
export const unknownProcessor = notHere;
export const dateProcessor = notHere;
export const enumProcessor = notHere;
export const literalProcessor = notHere;
export const nanProcessor = notHere;
export const templateLiteralProcessor = notHere;
export const fileProcessor = notHere;
export const successProcessor = notHere;
export const customProcessor = notHere;
export const functionProcessor = notHere;
export const transformProcessor = notHere;
export const mapProcessor = notHere;
export const setProcessor = notHere;
export const arrayProcessor = notHere;
export const objectProcessor = notHere;
export const unionProcessor = notHere;
export const intersectionProcessor = notHere;
export const tupleProcessor = notHere;
export const recordProcessor = notHere;
export const nullableProcessor = notHere;
export const nonoptionalProcessor = notHere;
export const defaultProcessor = notHere;
export const prefaultProcessor = notHere;
export const catchProcessor = notHere;
export const pipeProcessor = notHere;
export const readonlyProcessor = notHere;
export const promiseProcessor = notHere;
export const optionalProcessor = notHere;
export const lazyProcessor = notHere;
export const allProcessors = {};
export const toJSONSchema = notHere;
