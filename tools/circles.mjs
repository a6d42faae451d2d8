/**
 * Finds circles of imports. With ES modules and decorators a circle is a crash at start, not a matter of taste.
 * `import type` does not count: it is gone when the code runs.
 */
import { cruise } from 'dependency-cruiser';
import { root } from './setup.mjs';

process.chdir(root);
const { output } = await cruise(
  ['apps', 'libs'],
  {
    includeOnly: '^(apps|libs)/',
    exclude: '(/dist/|/node_modules/|\\.spec\\.ts$|/content/)',
    ruleSet: {
      forbidden: [
        {
          name: 'circle',
          severity: 'error',
          from: {},
          to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
        },
      ],
    },
    validate: true,
    // A class that is only named in a constructor is still loaded: Nest needs its metadata.
    tsPreCompilationDeps: true,
  },
  {
    conditionNames: ['@bimtek/source', 'import', 'default'],
    exportsFields: ['exports'],
    extensions: ['.ts', '.mjs', '.js'],
  },
);

const { violations, totalCruised } = output.summary;
for (const violation of violations) {
  console.error(`circle: ${[violation.from, ...violation.cycle.map((step) => step.name)].join('\n     → ')}`);
}
if (violations.length === 0) console.log(`No circles in ${totalCruised} files.`);
process.exitCode = violations.length === 0 ? 0 : 1;
