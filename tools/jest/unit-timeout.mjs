import { jest } from '@jest/globals';

// Rules take milliseconds; those that read all content files wait for a busy machine, and one that hangs still ends.
jest.setTimeout(30_000);
