import { describe, expect, it } from '@jest/globals';
import { distance, isSameRegency, libraryKey, personKey, villageKey } from './name-keys.rules.ts';

describe('names that people write in different ways', () => {
  it.each([
    ["Nur'aini", 'NURAINI'],
    ['Sri  Wahyuningsih', 'sri wahyuningsih'],
    ['Renée', 'Renee'],
  ])('takes the person %s for %s', (a, b) => expect(personKey(a)).toBe(personKey(b)));

  it.each([
    ['Perpusdes Cahaya Ilmu', 'Perpustakaan Desa Cahaya Ilmu'],
    ['PERPUS CAHAYA ILMU', 'Perpusdes Cahaya Ilmu'],
    ['Perpustakaan Kelurahan Melati', 'Perpuskel Melati'],
    ['Taman Bacaan Masyarakat Honai Baca', 'TBM Honai Baca'],
  ])('takes the library %s for %s', (a, b) => expect(libraryKey(a)).toBe(libraryKey(b)));

  it.each([
    ['TBM Melati', 'Perpusdes Melati'],
    ['Perpusdes Melati', 'Perpusdes Melati 2'],
  ])('keeps the libraries %s and %s apart', (a, b) => expect(libraryKey(a)).not.toBe(libraryKey(b)));

  it.each([
    ['Desa Karang Asri', 'KARANGASRI'],
    ['Kel. Melati', 'Melati'],
  ])('takes the village %s for %s', (a, b) => expect(villageKey(a)).toBe(villageKey(b)));

  it.each([
    ['Magelang', 'Kabupaten Magelang', true],
    ['Magelang', 'Kota Magelang', true],
    ['Kab. Magelang', 'Kabupaten Magelang', true],
    ['Kab. Magelang', 'Kota Magelang', false],
    ['KOTA MAGELANG', 'Kota Magelang', true],
    ['Boyolali', 'Kabupaten Magelang', false],
  ])('%s may mean %s: %s', (written, name, expected) => expect(isSameRegency(written, name)).toBe(expected));
});

describe('distance', () => {
  it.each([
    ['tirtomulyo', 'tirtomulyo', 0],
    ['tirtomulyo', 'tirtamulya', 2],
    ['sukamaju', 'sukamajuu', 1],
    ['sukamaju', 'karangasri', 3],
    ['', 'abc', 3],
  ])('%s → %s is %d, counted up to 3', (a, b, expected) => expect(distance(a, b, 2)).toBe(expected));
});
