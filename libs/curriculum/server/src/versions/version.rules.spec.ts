import { describe, expect, it } from '@jest/globals';
import { canArchive, refusesUse } from './version.rules.ts';

describe('refusesUse', () => {
  it.each([
    ['a draft with lessons', { state: 'draft', lessonCount: 4 }, null],
    ['a draft without lessons', { state: 'draft', lessonCount: 0 }, 'version-without-lessons'],
    ['in use already', { state: 'inUse', lessonCount: 4 }, 'already'],
    ['archived', { state: 'archived', lessonCount: 4 }, 'version-archived'],
  ] as const)('%s', (_case, version, expected) => expect(refusesUse(version)).toBe(expected));
});

describe('canArchive', () => {
  it.each([
    ['draft', true],
    ['inUse', true],
    ['archived', false],
  ] as const)('%s: %s', (state, expected) => expect(canArchive(state)).toBe(expected));
});
