import { describe, expect, it } from '@jest/globals';
import { type Annotation, Annotations, hasRoomFor } from './annotations.ts';

const id = (n: number) => `0197a000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const note = (n: number, changes: Partial<Annotation> = {}) => ({
  id: id(n),
  fileId: id(900),
  page: 1,
  kind: 'pin',
  tone: 'remark',
  points: [[0.5, 0.5]],
  text: 'Bagus',
  ...changes,
});
const isTaken = (...notes: unknown[]) => Annotations.safeParse(notes).success;

describe('notes on a file', () => {
  it.each([
    ['a pin with one point', note(1), true],
    [
      'a pin with two',
      note(1, {
        points: [
          [0, 0],
          [1, 1],
        ],
      }),
      false,
    ],
    [
      'an area with two corners',
      note(1, {
        kind: 'box',
        points: [
          [0, 0],
          [1, 1],
        ],
      }),
      true,
    ],
    ['an area with one corner', note(1, { kind: 'box' }), false],
    [
      'a stroke with three points',
      note(1, {
        kind: 'pen',
        points: [
          [0, 0],
          [0.1, 0.1],
          [0.2, 0],
        ],
      }),
      true,
    ],
    ['a stroke that is a dot', note(1, { kind: 'pen' }), false],
    ['a place beside the page', note(1, { points: [[1.01, 0.5]] }), false],
    ['a page before the first', note(1, { page: 0 }), false],
    ['a text without end', note(1, { text: 'a'.repeat(601) }), false],
  ])('%s', (_case, given, isRight) => {
    expect(isTaken(given)).toBe(isRight);
  });

  it('are each there once', () => {
    expect(isTaken(note(1), note(2))).toBe(true);
    expect(isTaken(note(1), note(1))).toBe(false);
  });

  it('are at most 60 and hold at most 4,000 points together', () => {
    const notes = (n: number) => Array.from({ length: n }, (_, place) => note(place));
    expect(isTaken(...notes(60))).toBe(true);
    expect(isTaken(...notes(61))).toBe(false);
    const stroke = Array.from({ length: 200 }, (): [number, number] => [0.1, 0.2]);
    const strokes = (n: number) =>
      Array.from({ length: n }, (_, place) => note(place, { kind: 'pen', points: stroke }) as Annotation);
    expect(isTaken(...strokes(20))).toBe(true);
    expect(isTaken(...strokes(21))).toBe(false);
    expect(hasRoomFor(strokes(19), 200)).toBe(true);
    expect(hasRoomFor(strokes(20), 1)).toBe(false);
  });
});
