/** How TypeScript becomes JavaScript on the server: once for the build, once for the loader, once for Jest. */
export function swcOptions({ rewriteImports = false } = {}) {
  return {
    jsc: {
      target: 'es2024',
      parser: { syntax: 'typescript', decorators: true },
      // Nest reads constructor types, TypeORM column types: both need the metadata of the older decorators.
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
      rewriteRelativeImportExtensions: rewriteImports,
    },
    module: { type: 'es6' },
    swcrc: false,
    configFile: false,
  };
}
