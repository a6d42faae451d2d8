import { FILE_MAX_BYTES } from '@bimtek/assignments-contracts';
import { describe, expect, it } from '@jest/globals';
import { faultOf, kindOf, renamedTo } from './choosing.ts';

const file = (name: string, type = '', size = 1_000) => ({ name, type, size });

describe('a chosen file', () => {
  it.each([
    ['IMG_2041.JPG', 'image/jpeg', 'image'],
    ['foto.heic', '', 'image'],
    ['rencana.pdf', 'application/pdf', 'pdf'],
    ['laporan.docx', '', 'docx'],
    ['rekaman.m4a', 'audio/mp4', 'audio'],
    ['gambar.svg', 'image/svg+xml', undefined],
    ['lama.doc', 'application/msword', undefined],
    ['arsip.zip', 'application/zip', undefined],
    ['', 'image/jpeg', 'image'],
    ['', 'image/svg+xml', undefined],
  ])('%s (%s) seems to be %s', (name, type, kind) => {
    expect(kindOf({ name, type })).toBe(kind);
  });

  it('is refused when the assignment takes no such file, or when it is empty', () => {
    expect(faultOf(file('a.pdf'), ['image'])).toBe('kind');
    expect(faultOf(file('a.exe'), ['image', 'pdf'])).toBe('kind');
    expect(faultOf(file('a.pdf', '', 0), ['pdf'])).toBe('empty');
    expect(faultOf(file('a.pdf'), ['pdf'])).toBeNull();
  });

  it('has at most 2 MB, but a photo of 40 MB is taken, as it is made smaller', () => {
    expect(faultOf(file('a.pdf', '', FILE_MAX_BYTES), ['pdf'])).toBeNull();
    expect(faultOf(file('a.pdf', '', FILE_MAX_BYTES + 1), ['pdf'])).toBe('too-large');
    expect(faultOf(file('a.jpg', '', 40 * 1024 * 1024), ['image'])).toBeNull();
    expect(faultOf(file('a.jpg', '', 400 * 1024 * 1024), ['image'])).toBe('photo-too-large');
  });

  it('keeps its name when it is written anew as another type', () => {
    expect(renamedTo('Foto dinding.desa.HEIC', 'image/webp')).toBe('Foto dinding.desa.webp');
    expect(renamedTo('.png', 'image/jpeg')).toBe('foto.jpg');
  });
});
