import { aPlan } from '@bimtek/assignments-contracts/testing';
import type { AttachedFileId } from '@bimtek/assignments-contracts';
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { refusesContent, refusesDraft, refusesHandIn, revisionsLeft } from './hand-in.rules.ts';

const noon = new Date('2026-07-10T05:00:00Z');
const open = {
  enrollmentState: 'active',
  classState: 'running',
  state: null,
  versions: 0,
  acceptedUntil: noon,
} as const;
const late = new Date(noon.getTime() + 1);

describe('refusesHandIn', () => {
  it.each([
    ['on the last instant', open, noon, null],
    ['an instant too late', open, late, 'too-late'],
    ['without a date, whenever', { ...open, acceptedUntil: null }, late, null],
    ['from a draft', { ...open, state: 'draft' }, noon, null],
    ['asked back, long after', { ...open, state: 'needsRevision', versions: 1 }, late, null],
    ['handed in already', { ...open, state: 'submitted', versions: 1 }, noon, 'already-handed-in'],
    ['being marked', { ...open, state: 'inMarking', versions: 1 }, noon, 'already-handed-in'],
    ['marked', { ...open, state: 'marked', versions: 1 }, noon, 'already-handed-in'],
    ['released', { ...open, state: 'released', versions: 1 }, noon, 'already-handed-in'],
    ['while the class is graded', { ...open, classState: 'grading' }, noon, null],
    ['while the decision is made', { ...open, classState: 'decision' }, noon, null],
    [
      'the class is closed',
      { ...open, classState: 'closed', enrollmentState: 'passed' },
      noon,
      'class-closed',
    ],
    ['the class is being prepared', { ...open, classState: 'preparing' }, noon, 'class-not-open'],
    ['no class yet', { ...open, classState: null, enrollmentState: 'verified' }, noon, 'class-not-open'],
    ['withdrawn', { ...open, enrollmentState: 'withdrawn' }, noon, 'not-active'],
  ] as const)('%s', (_case, facts, now, refusal) => expect(refusesHandIn(facts, now)).toBe(refusal));

  it('lets a draft be saved however late it is', () => {
    expect(refusesDraft(open)).toBeNull();
    expect(refusesDraft({ ...open, classState: 'closed' })).toBe('class-closed');
  });
});

describe('refusesContent', () => {
  const link = 'https://contoh.example/tugas';
  const files = [randomUUID() as AttachedFileId];
  it.each([
    ['text, whatever else is asked', { text: 'Isi', link: null }, ['form', 'photo'], null],
    ['text where a plan is asked', { text: 'Isi', link: null }, ['form'], 'nothing-to-hand-in'],
    ['a plan where it is asked', { text: '', link: null, plan: aPlan() }, ['form'], null],
    [
      'a plan where none is asked',
      { text: 'Isi', link: null, plan: aPlan() },
      ['text', 'form'],
      'plan-not-taken',
    ],
    ['nothing', { text: '', link: null }, ['text'], 'nothing-to-hand-in'],
    ['only blanks', { text: ' \n ', link: null }, ['text'], 'nothing-to-hand-in'],
    ['a file alone', { text: '', link: null, files }, ['photo'], null],
    ['a link where a link is asked', { text: '', link }, ['link'], null],
    ['a link to the file that is asked', { text: '', link }, ['text', 'photo'], null],
    ['a link where text is asked', { text: 'Isi', link }, ['text', 'form'], 'link-not-taken'],
  ] as const)('%s', (_case, content, kinds, refusal) =>
    expect(refusesContent({ plan: null, files: [], ...content }, kinds)).toBe(refusal),
  );
});

describe('revisionsLeft', () => {
  it.each([
    [0, 2],
    [1, 2],
    [2, 1],
    [3, 0],
  ])('after %s hand-ins: %s', (versions, left) => expect(revisionsLeft(versions)).toBe(left));
});
