import { jest } from '@jest/globals';

// Two cores shared by several suites: a transaction may have to wait, a test that hangs still ends.
jest.setTimeout(180_000);
