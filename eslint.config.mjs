import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { depConstraints } from './tools/boundaries.mjs';

const portalFiles = ['apps/portal/src/**/*.ts', 'libs/*/{portal,ui}/src/**/*.ts'];
const journeyFiles = ['apps/portal-e2e/**/*.ts'];
const portalSpecs = [
  'apps/portal/src/**/*.spec.ts',
  'libs/*/{portal,ui}/src/**/*.spec.ts',
  'tools/jest/*.ts',
];
const nodeFiles = ['apps/{api,worker}/src/**/*.ts', 'libs/*/{contracts,server}/src/**/*.ts'];
const specs = ['**/*.spec.ts', '**/src/testing/**/*.ts'];

const clock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Ask Clock.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask Clock.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Ask Ids.',
  },
];
const environment = {
  object: 'process',
  property: 'env',
  message: 'Settings are read in platform/server/src/settings only.',
};
const ownIndex = {
  regex: '^(?!.*/testing/index\\.ts$)(.*/)?index\\.ts$',
  message: 'Within a library import the file that has the thing.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '**/.*/',
      '**/content/',
      'coverage/',
      'test-results/',
      'playwright-report/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: nodeGlobals() },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'prefer-const': 'error',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: [...nodeFiles, ...portalFiles, ...portalSpecs, ...journeyFiles],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        // Specs that stop and start servers use the tools that start them.
        {
          depConstraints,
          checkDynamicDependenciesExceptions: ['.*'],
          allow: ['^(\\.\\./)+tools/\\w+\\.mjs$'],
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // It also names casts that only a generic call's inference needs.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A contract and its type share one name.
      'no-redeclare': 'off',
      'no-restricted-imports': ['error', { patterns: [ownIndex] }],
      'no-restricted-properties': ['error', environment],
      eqeqeq: ['error', 'always'],
    },
  },
  { files: portalFiles, languageOptions: typed('tools/typecheck/portal.json') },
  { files: portalSpecs, languageOptions: typed('tools/typecheck/portal-specs.json') },
  { files: nodeFiles, languageOptions: typed('tools/typecheck/node.json') },
  { files: journeyFiles, languageOptions: typed('tools/typecheck/e2e.json') },
  {
    files: portalFiles,
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': 'off',
      '@angular-eslint/directive-selector': 'off',
    },
  },
  {
    files: ['apps/portal/src/**/*.html', 'libs/*/{portal,ui}/src/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
    rules: {
      '@angular-eslint/template/eqeqeq': ['error', { allowNullOrUndefined: true }],
      // Content often comes by projection or from an icon component.
      '@angular-eslint/template/elements-content': 'off',
    },
  },
  {
    files: ['libs/*/server/src/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-syntax': ['error', ...clock] },
  },
  {
    files: [
      'libs/platform/server/src/clock/**',
      'libs/platform/server/src/settings/**',
      'libs/*/server/src/migrations/**',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['libs/platform/server/src/settings/**', 'apps/portal-e2e/**', '**/*.mjs'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.rules.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...clock],
      'no-restricted-globals': [
        'error',
        'process',
        'crypto',
        'fetch',
        'performance',
        'setTimeout',
        'setInterval',
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ownIndex,
            {
              group: ['@nestjs/*', 'typeorm', 'pg', 'ioredis', 'bullmq', 'node:*', '@angular/*'],
              message: 'Rules are plain functions.',
            },
          ],
        },
      ],
    },
  },
  {
    files: specs,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  prettier,
);

/** One program a side, as in the type check: many small ones take many times as long. */
function typed(project) {
  return { parserOptions: { project: [project], tsconfigRootDir: import.meta.dirname } };
}

function nodeGlobals() {
  const names = [
    'AbortSignal',
    'Buffer',
    'URL',
    'clearInterval',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
  ];
  names.push('process', 'setInterval', 'setTimeout', 'structuredClone', 'globalThis', 'queueMicrotask');
  return Object.fromEntries(names.map((name) => [name, 'readonly']));
}
