import { jest } from '@jest/globals';
import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless';

// On a busy machine the first page of a file takes its time to compile; a test that hangs still ends.
jest.setTimeout(30_000);
setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });
