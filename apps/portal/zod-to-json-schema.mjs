/**
 * Stands in for `zod/v4/core/to-json-schema.js` in the browser (`fileReplacements` of the bundle). JSON Schema is for
 * the server's reference; here it would only be 11 KB that every phone fetches and nobody calls.
 */
function notHere() {
  throw new Error('JSON Schema is made on the server');
}

export const initializeContext = notHere;
export const handleUnrepresentable = notHere;
export const processSchema = notHere;
export { processSchema as process };
export const extractDefs = notHere;
export const finalize = notHere;
export const createToJSONSchemaMethod = () => notHere;
export const createStandardJSONSchemaMethod = () => notHere;
