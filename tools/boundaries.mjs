/**
 * Who may import whom. A context may use those to its left, and `platform`; those inside one inner list do
 * not import each other. Calls go down this list, facts go up it as events.
 */
export const order = [
  ['notification'],
  ['identity'],
  ['registry'],
  ['curriculum'],
  ['delivery'],
  ['assessment'],
  ['learning', 'assignments', 'live', 'feedback', 'communication'],
  ['graduation'],
  ['certification'],
  ['followup'],
  ['insight'],
];

const kinds = {
  contracts: ['contracts'],
  server: ['server', 'contracts'],
  portal: ['portal', 'ui', 'contracts'],
  ui: ['ui', 'contracts'],
};

/** The table in the form of `@nx/enforce-module-boundaries`. */
export const depConstraints = [
  ...Object.entries(kinds).map(([kind, others]) => ({
    sourceTag: `kind:${kind}`,
    onlyDependOnLibsWithTags: others.map((other) => `kind:${other}`),
  })),
  { sourceTag: 'context:platform', onlyDependOnLibsWithTags: ['context:platform'] },
  ...order.flatMap((group, index) =>
    group.map((context) => ({
      sourceTag: `context:${context}`,
      onlyDependOnLibsWithTags: ['platform', ...order.slice(0, index).flat(), context].map(
        (name) => `context:${name}`,
      ),
    })),
  ),
  { sourceTag: 'app:server', onlyDependOnLibsWithTags: ['kind:server', 'kind:contracts'] },
  { sourceTag: 'app:portal', onlyDependOnLibsWithTags: ['kind:portal', 'kind:ui', 'kind:contracts'] },
  { sourceTag: 'app:e2e', onlyDependOnLibsWithTags: ['kind:contracts'] },
];
