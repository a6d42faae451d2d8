import presets from 'jest-preset-angular/presets/index.js';
import { swcOptions } from './tools/swc.mjs';

const ignored = ['/node_modules/', '/dist/', '/.data/'];

/** Everything that runs on Node: ES modules, compiled like the build. Needs --experimental-vm-modules. */
const onNode = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@bimtek/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions()] },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.data/', '<rootDir>/.nx/'],
};

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  projects: [
    {
      ...onNode,
      displayName: 'unit',
      roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools'],
      testMatch: [
        '<rootDir>/libs/*/{contracts,server}/**/*.spec.ts',
        '<rootDir>/apps/{api,worker}/**/*.spec.ts',
        '<rootDir>/tools/**/*.spec.{ts,mjs}',
      ],
      testPathIgnorePatterns: [...ignored, '\\.db\\.spec\\.m?[tj]s$'],
      setupFilesAfterEnv: ['<rootDir>/tools/jest/unit-timeout.mjs'],
    },
    {
      ...onNode,
      displayName: 'db',
      roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools'],
      moduleFileExtensions: ['ts', 'mjs', 'js', 'json', 'node'],
      testMatch: [
        '<rootDir>/libs/*/server/**/*.db.spec.ts',
        '<rootDir>/apps/{api,worker}/**/*.db.spec.ts',
        '<rootDir>/tools/**/*.db.spec.mjs',
      ],
      testPathIgnorePatterns: ignored,
      globalSetup: '<rootDir>/tools/jest/start-services.mjs',
      globalTeardown: '<rootDir>/tools/jest/stop-services.mjs',
      setupFilesAfterEnv: ['<rootDir>/tools/jest/db-timeout.mjs'],
    },
    {
      ...presets.createCjsPreset({
        tsconfig: '<rootDir>/tools/jest/tsconfig.portal-spec.json',
        testEnvironment: 'jest-preset-angular/environments/jest-jsdom-env',
      }),
      rootDir: import.meta.dirname,
      displayName: 'portal',
      roots: ['<rootDir>/libs', '<rootDir>/apps/portal'],
      testMatch: ['<rootDir>/libs/*/{portal,ui}/**/*.spec.ts', '<rootDir>/apps/portal/**/*.spec.ts'],
      testPathIgnorePatterns: ignored,
      testEnvironmentOptions: { customExportConditions: ['@bimtek/source', 'browser'] },
      transformIgnorePatterns: ['node_modules/(?!(?:.*\\.mjs$|@jsverse/))'],
      modulePathIgnorePatterns: onNode.modulePathIgnorePatterns,
      setupFilesAfterEnv: ['<rootDir>/tools/jest/zoneless.ts'],
    },
  ],
};
