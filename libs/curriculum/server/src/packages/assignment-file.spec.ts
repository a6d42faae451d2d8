import { describe, expect, it } from '@jest/globals';
import { ContentError } from './content-error.ts';
import { parseAssignment } from './assignment-file.ts';

const criterion = (code: string, weight: number, more = '') => `
    - code: ${code}
      title: Langkah pemeriksaan
      weight: ${weight}
      levels:
        4: Tiga langkah ditulis lengkap dengan hasilnya.
        3: Tiga langkah ditulis, hasilnya sebagian.
        2: Dua langkah ditulis tanpa hasil.
        1: Langkah belum ditulis sama sekali.${more}`;
const file = ({
  criteria = criterion('steps', 60) + criterion('sources', 40),
  instructions = '1. Pilih satu pesan.',
} = {}) => `module: M2
code: T2
title: Periksa satu informasi
minutes: 40
kinds: [text, photo]
summary: Periksa satu pesan yang beredar.
instructions: |
  ${instructions}
checklist:
  - Nama dan nomor orang sudah ditutup.
rubric:
  code: T2-R1
  criteria:${criteria}
`;
const read = (text: string, moduleCode = 'M2') =>
  parseAssignment(text, 'module-2/assignment.yaml', moduleCode);

describe('the file of an assignment', () => {
  it('becomes a brief with instructions as data and levels from 4 down', () => {
    const brief = read(file({ criteria: criterion('steps', 100, '\n      mustReviseAt: 1') }));
    expect(brief).toMatchObject({ code: 'T2', kinds: ['text', 'photo'], rubric: { code: 'T2-R1' } });
    expect(brief.instructions.blocks.map(({ type }) => type)).toEqual(['list']);
    expect(brief.rubric.criteria[0]?.levels.map(({ level }) => level)).toEqual([4, 3, 2, 1]);
    expect(brief.rubric.criteria[0]?.mustReviseAt).toBe(1);
  });

  it.each([
    ['weights that are not 100', file({ criteria: criterion('steps', 60) }), 'add up to 100'],
    [
      'two criteria of one code',
      file({ criteria: criterion('steps', 60) + criterion('steps', 40) }),
      'its own code',
    ],
    ['a missing level', file().replace(/\n {8}2: [^\n]*/, ''), '2'],
    ['a way to hand in that nobody knows', file().replace('photo]', 'fax]'), 'kinds'],
    ['HTML', file({ instructions: '<b>Pilih</b>' }), 'HTML'],
    ['a figure', file({ instructions: '![Sebuah gambar](figures/a.svg)' }), 'no figures'],
  ])('is refused with a sentence for %s', (_case, text, words) => {
    expect(() => read(text)).toThrow(ContentError);
    expect(() => read(text)).toThrow(words);
  });

  it('is refused in the folder of another module', () => {
    expect(() => read(file(), 'M3')).toThrow('M3');
  });
});
