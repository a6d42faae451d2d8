import type { EnrollmentRow, EnrollmentState } from '@bimtek/delivery-contracts';
import { csvOf, type SheetColumn, xlsxOf } from '@bimtek/platform-server';
import type { Readable } from 'node:stream';

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

const COLUMNS: SheetColumn[] = [
  { heading: 'No.', width: 6 },
  { heading: 'Nama', width: 32 },
  { heading: 'Kode peserta', width: 14 },
  { heading: 'Jabatan', width: 22 },
  { heading: 'Perpustakaan', width: 30 },
  { heading: 'Desa/Kelurahan', width: 22 },
  { heading: 'Kabupaten/Kota', width: 24 },
  { heading: 'Provinsi', width: 20 },
  { heading: 'No. WhatsApp', width: 18 },
  { heading: 'Kelas', width: 16 },
  { heading: 'Keadaan', width: 18 },
  { heading: 'Akun aktif', width: 12 },
  { heading: 'Nama sertifikat benar', width: 20 },
];

/** People as a file that is sent while they are still being read; what a spreadsheet could run is neutralised. */
export function peopleSheet(format: 'xlsx' | 'csv', people: AsyncIterable<EnrollmentRow>): Readable {
  const rows = lines(people);
  return format === 'xlsx' ? xlsxOf('Peserta', COLUMNS, rows) : csvOf(COLUMNS, rows);
}

async function* lines(people: AsyncIterable<EnrollmentRow>): AsyncGenerator<(string | number)[]> {
  let number = 0;
  for await (const row of people) {
    yield [
      ++number,
      row.name,
      row.participantCode ?? '',
      row.position ?? '',
      row.libraryName ?? '',
      row.villageName ?? '',
      row.regencyName ?? '',
      row.provinceName ?? '',
      row.phone ?? '',
      row.classGroup?.code ?? '',
      STATES[row.state],
      row.activatedAt ? 'Ya' : 'Belum',
      row.nameConfirmedAt ? 'Ya' : 'Belum',
    ];
  }
}
