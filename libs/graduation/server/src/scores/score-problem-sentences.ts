import type { ScoreRowProblem } from '@bimtek/graduation-contracts';

type Facts = Record<string, string | number>;

/** What is wrong, for the spreadsheet of rows to correct; the pages have their own words. */
const sentences: Record<ScoreRowProblem, (facts: Facts) => string> = {
  'code-missing': () => 'Kode peserta belum diisi.',
  'code-unknown': () => 'Kode peserta ini tidak dikenal.',
  'other-class': () => 'Kode peserta ini bukan milik peserta kelas ini.',
  'row-repeated': ({ row }) => `Peserta ini sudah ada di baris ${row}.`,
  'name-differs': ({ name }) => `Kode ini milik ${name}. Periksa kode atau namanya.`,
  'not-active': () => 'Peserta ini sedang tidak aktif di kelas.',
  'class-closed': () => 'Kelas sudah ditutup; nilainya tidak dapat diubah.',
  'not-a-number': () => 'Tulis angka, misalnya 82 atau 82,5.',
  'too-many-decimals': () => 'Tulis paling banyak dua angka di belakang koma.',
  'out-of-range': ({ most }) => `Tulis angka dari 0 sampai ${most}.`,
  'attended-more-than-scheduled': () => 'JP hadir lebih besar daripada JP terjadwal.',
  'scheduled-missing': () => 'JP terjadwal belum diisi.',
  'not-yes-or-no': () => 'Tulis ya atau tidak.',
  'not-in-curriculum': () => 'Kurikulum kelas ini tidak memiliki nilai ini.',
  'lower-than-online': ({ online }) =>
    `Nilai tes di Ruang Bimtek lebih tinggi (${String(online).replace('.', ',')}) dan tetap berlaku.`,
  'class-not-yours': () => 'Anda tidak lagi mengelola kelas ini.',
  'own-library': () => 'Nilai Anda sendiri dan nilai rekan seperpustakaan diisi oleh orang lain.',
};

export function describeScoreProblem({ code, facts }: { code: string; facts?: Facts }): string {
  return sentences[code as ScoreRowProblem](facts ?? {});
}
