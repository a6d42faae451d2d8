import { writeXlsx } from 'hucre/xlsx';

export interface Candidate {
  name: string;
  /** As the decree's list has it and as the certificate prints it. */
  titleAfter: string;
  phone: string;
}

/** What one run of the journey brings into being. Nothing in it stands in the way of the next run on the same data. */
export interface Season {
  decree: string;
  run: string;
  passing: Candidate;
  failing: Candidate;
}

const givenNames = ['Sulastri', 'Endang', 'Marsudi', 'Tumini', 'Harsono', 'Wulan', 'Suparmi', 'Joko', 'Darmini', 'Untung']; // prettier-ignore
const familyNames = ['Handayani', 'Prasetyo', 'Kartikasari', 'Nugroho', 'Rahmawati', 'Santosa', 'Purwaningsih', 'Wicaksono', 'Lestari', 'Hidayati']; // prettier-ignore
/** Villages of the regency Magelang, Jawa Tengah. */
const villages = [
  ['33.08.01.2001', 'Ngargoretno'],
  ['33.08.01.2002', 'Paripurno'],
  ['33.08.01.2003', 'Kalirejo'],
] as const;

const below = (limit: number) => Math.floor(Math.random() * limit);
const digits = (count: number) => String(below(10 ** count)).padStart(count, '0');

export function aSeason(): Season {
  const number = digits(6);
  const [first, last] = [below(10), below(10)];
  const candidate = (place: number, titleAfter: string): Candidate => ({
    name: `${givenNames[(first + place) % 10]} ${familyNames[below(10)]} ${familyNames[(last + place) % 10]}`,
    titleAfter,
    phone: `0813${digits(7)}${place}`,
  });
  return {
    decree: `${number} Tahun 2026`,
    run: `Bimtek SPP-TIK ${new Date().getFullYear()} angkatan ${number}`,
    passing: candidate(1, 'S.Pd.'),
    failing: candidate(2, ''),
  };
}

/** The decree's list as an office sends it: two people, and a third whose phone number has lost its end. */
export async function decreeFile({ decree, passing, failing }: Season): Promise<Buffer> {
  const headings = ['Kode Desa', 'Provinsi', 'Kabupaten/Kota', 'Kecamatan', 'Desa/Kelurahan', 'Nama Perpustakaan',
    'Jenis', 'Nama Calon Peserta', 'Gelar Belakang', 'Jabatan', 'No. WhatsApp', 'Kuota']; // prettier-ignore
  const cut: Candidate = { name: 'Nomor Terpotong', titleAfter: '', phone: '0812' };
  const rows = [passing, failing, cut].map(({ name, titleAfter, phone }, index) => {
    const [code, village] = villages[index] ?? villages[0];
    const library = `Perpusdes ${village} ${decree}`;
    return [code, 'Jawa Tengah', 'Kabupaten Magelang', 'Salaman', village, library,
      'Desa', name, titleAfter, 'Pengelola', phone, '1']; // prettier-ignore
  });
  return Buffer.from(await writeXlsx({ sheets: [{ name: 'Lampiran I', rows: [headings, ...rows] }] }));
}
