import type { EnrollmentRow, EnrollmentState } from '@bimtek/delivery-contracts';
import { writeXlsx } from 'hucre/xlsx';

const STATES: Record<EnrollmentState, string> = {
  proposed: 'Diusulkan',
  invited: 'Diundang',
  registered: 'Terdaftar',
  needsCorrection: 'Perlu perbaikan',
  verified: 'Terverifikasi',
  placed: 'Ditempatkan',
  active: 'Aktif',
  completed: 'Selesai',
  passed: 'Lulus',
  notPassed: 'Tidak lulus',
  withdrawn: 'Mengundurkan diri',
  replaced: 'Diganti',
  noShow: 'Tidak hadir',
};

const HEADINGS = [
  ['No.', 6],
  ['Nama', 32],
  ['Kode peserta', 14],
  ['Jabatan', 22],
  ['Perpustakaan', 30],
  ['Desa/Kelurahan', 22],
  ['Kabupaten/Kota', 24],
  ['Provinsi', 20],
  ['No. WhatsApp', 18],
  ['Kelas', 16],
  ['Keadaan', 18],
  ['Akun aktif', 12],
  ['Nama sertifikat benar', 20],
] as const;

/** People as a workbook of one sheet; phones are masked already. */
export async function peopleSheet(rows: EnrollmentRow[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      {
        name: 'Peserta',
        columns: HEADINGS.map(([, width]) => ({ width })),
        freezePane: { rows: 1 },
        rows: [
          HEADINGS.map(([heading]) => heading),
          ...rows.map((row, index) => [
            index + 1,
            ...[
              row.name,
              row.participantCode,
              row.position,
              row.libraryName,
              row.villageName,
              row.regencyName,
              row.provinceName,
              row.phone,
              row.classGroup?.code ?? null,
              STATES[row.state],
              row.activatedAt ? 'Ya' : 'Belum',
              row.nameConfirmedAt ? 'Ya' : 'Belum',
            ].map(plainCell),
          ]),
        ],
      },
    ],
  });
}

/** Text that a spreadsheet would run as a formula gets an apostrophe in front; people read the same. */
export function plainCell(text: string | null): string | null {
  return text !== null && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
