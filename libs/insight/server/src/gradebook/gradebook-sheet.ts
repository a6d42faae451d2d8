import type { ScoreColumn } from '@bimtek/graduation-contracts';
import type { GradebookRow, GradedWork } from '@bimtek/insight-contracts';

/** The words of the sheet, which leaves the portal and is read by offices. */
export const sheetHeads = {
  before: [
    { heading: 'Kode Peserta', width: 16 },
    { heading: 'Nama', width: 32 },
    { heading: 'Asal', width: 24 },
  ],
  after: [
    { heading: 'Nilai Akhir Sementara', width: 20 },
    { heading: 'Komponen Belum Ada', width: 20 },
    { heading: 'Umpan Balik Belum Dibaca', width: 22 },
  ],
};

const names: Readonly<Record<string, string>> = {
  attendance: 'Kehadiran (JP)',
  plan: 'Rencana Kegiatan',
  planApproved: 'Rencana Disetujui',
  preTest: 'Tes Awal',
  postTest: 'Tes Akhir',
  quiz: 'Kuis',
  assignment: 'Tugas',
};

export function headingOf({ component, moduleCode }: ScoreColumn): string {
  const name = names[component.split(':')[0] ?? ''] ?? component;
  return moduleCode ? `${name} ${moduleCode}` : name;
}

const states: Readonly<Record<GradedWork['state'], string>> = {
  draft: 'masih ditulis',
  submitted: 'menunggu nilai',
  inMarking: 'sedang dinilai',
  secondMarking: 'dinilai pelatih kedua',
  needsRevision: 'perlu revisi',
  marked: 'dinilai, belum dirilis',
  released: 'dirilis',
};

/** A score, or where the work stands that will become one; empty when there is neither. */
export function cellText({ scores, work }: GradebookRow, component: string): string | number {
  const score = scores.find((one) => one.component === component);
  if (score) return score.outOf === null ? score.value : `${score.value} dari ${score.outOf}`;
  const own = work.find((one) => one.component === component);
  return own ? states[own.state] : '';
}
