import { describe, expect, it } from '@jest/globals';
import { fillIn, unknownPlaceholders } from './fill-in.ts';

describe('placeholders of a comment', () => {
  it('are filled where there is a value, and else stay to be seen', () => {
    const text = 'Bagus, {nama}! Untuk { modul } tambahkan contoh. {nama}';
    expect(fillIn(text, { nama: 'Asih', modul: 'Modul 4' })).toBe(
      'Bagus, Asih! Untuk Modul 4 tambahkan contoh. Asih',
    );
    expect(fillIn(text, { nama: 'Asih' })).toContain('{ modul }');
  });
  it('are filled with what stands there, whatever it looks like', () => {
    expect(fillIn('{nama}', { nama: '$& {modul}', modul: 'x' })).toBe('$& {modul}');
  });
  it.each([
    ['Terima kasih, {nama}.', []],
    ['{nama} dan {desa}', ['desa']],
    ['{}', ['']],
    ['tanpa', []],
  ])('of %j are unknown: %j', (text, unknown) => expect(unknownPlaceholders(text)).toEqual(unknown));
});
