import type { DecreeProblemCode } from './decree.contract.ts';

type Facts = Readonly<Record<string, string | number>>;
/** A sentence with `{facts}`; a part in `[…]` is left out when one of its facts is missing. */
type Words = Record<DecreeProblemCode, string>;

/**
 * What people read for each problem of a row. It stands here and not in the portal because the spreadsheet of rows to
 * correct, which the server writes, says the same.
 */
export const decreeProblemWords: Record<'id' | 'en', Words> = {
  id: {
    'village-code-missing':
      'kode desa kosong.[ Mungkin {suggestedCode} {suggestedName}, Kecamatan {suggestedDistrict}.]',
    'village-code-malformed':
      'kode desa harus 10 angka, misalnya 33.08.11.2004.[ Mungkin {suggestedCode} {suggestedName}.]',
    'unknown-village':
      'kode desa tidak dikenal.[ Nama cocok dengan {suggestedCode} {suggestedName}, Kecamatan {suggestedDistrict}.]',
    'old-village-code':
      'kode lama Papua; kabupatennya kini berkode {newRegency}, tetapi desanya belum pasti.[ Mungkin {suggestedCode} {suggestedName}.]',
    'village-code-replaced': 'kode lama Papua diganti menjadi {suggestedCode} {suggestedName}.',
    'village-found-by-name': 'kode kosong, dikenali dari nama: {suggestedCode} {suggestedName}.',
    'village-name-differs': 'kode ini milik {name}, {regency}. Kode yang dipakai.',
    'regency-name-differs': 'kode desa ini berada di {name}. Kode yang dipakai.',
    'library-missing': 'nama perpustakaan kosong.[ Usul: {suggested}.]',
    'library-type-unknown': 'jenis perpustakaan tidak dikenal; jenis diambil dari namanya.',
    'support-kind-unknown': 'jenis dukungan tidak dikenal dan tidak dicatat.',
    'name-missing': 'nama calon peserta kosong.',
    'name-malformed': 'nama harus 2–100 huruf, tanpa angka.',
    'phone-missing': 'nomor WhatsApp kosong; orang ini hanya dapat diundang dengan kode tercetak.',
    'phone-invalid': 'nomor WhatsApp tidak lengkap atau salah ({digits} angka).',
    'email-malformed': 'alamat surel tidak lengkap.',
    'civil-servant-id-malformed': 'NIP harus 18 angka, tertulis {digits} angka.',
    'quota-out-of-range': 'kuota {quota} di luar batas {least}–{most} orang per perpustakaan.',
    'more-people-than-quota': 'melebihi kuota {quota} orang untuk perpustakaan ini (lihat baris {firstRow}).',
    'duplicate-row': 'sama dengan baris {firstRow}. Hanya baris {firstRow} yang dipakai.',
    'person-in-other-row': 'orang yang sama tertulis di baris {firstRow} untuk perpustakaan lain.',
    'person-at-other-library': '{name} sudah terdaftar di {libraryName}.',
    'text-too-long': 'teks terlalu panjang, paling banyak {most} huruf.',
  },
  en: {
    'village-code-missing':
      'the village code is empty.[ Perhaps {suggestedCode} {suggestedName}, {suggestedDistrict} district.]',
    'village-code-malformed':
      'a village code has 10 digits, such as 33.08.11.2004.[ Perhaps {suggestedCode} {suggestedName}.]',
    'unknown-village':
      'no such village code.[ The name fits {suggestedCode} {suggestedName}, {suggestedDistrict} district.]',
    'old-village-code':
      'an old code of Papua; its regency is {newRegency} now, but the village is not certain.[ Perhaps {suggestedCode} {suggestedName}.]',
    'village-code-replaced': 'the old code of Papua becomes {suggestedCode} {suggestedName}.',
    'village-found-by-name': 'no code; known by its name: {suggestedCode} {suggestedName}.',
    'village-name-differs': 'this code belongs to {name}, {regency}. The code counts.',
    'regency-name-differs': 'this village code lies in {name}. The code counts.',
    'library-missing': 'the name of the library is empty.[ Suggestion: {suggested}.]',
    'library-type-unknown': 'no such type of library; it is taken from the name.',
    'support-kind-unknown': 'no such kind of support; it is not recorded.',
    'name-missing': 'the name of the candidate is empty.',
    'name-malformed': 'a name has 2–100 letters and no digits.',
    'phone-missing': 'no WhatsApp number; this person can only be invited by a printed code.',
    'phone-invalid': 'the WhatsApp number is incomplete or wrong ({digits} digits).',
    'email-malformed': 'the e-mail address is incomplete.',
    'civil-servant-id-malformed': 'a NIP has 18 digits, this one has {digits}.',
    'quota-out-of-range': 'a quota of {quota} is outside {least}–{most} people for a library.',
    'more-people-than-quota': 'more than the quota of {quota} for this library (see row {firstRow}).',
    'duplicate-row': 'the same as row {firstRow}. Only row {firstRow} is used.',
    'person-in-other-row': 'the same person stands in row {firstRow} for another library.',
    'person-at-other-library': '{name} is registered at {libraryName} already.',
    'text-too-long': 'too long, at most {most} letters.',
  },
};

/** Fills a sentence with its facts. */
export function sentenceOf(words: string, facts: Facts): string {
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? '–'));
  const withParts = words.replaceAll(/\[([^\]]*)\]/g, (_, part: string) =>
    [...part.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => (facts[name] ?? '') !== '') ? part : '',
  );
  return fill(withParts);
}
