import type { DecreeField, LibraryType, SupportKind } from '@bimtek/registry-contracts';
import type { ImportField } from '@bimtek/platform-server';

/** The headings of a decree's list, as offices write them; the first of each stands in the template. */
export const decreeFields: (ImportField & { name: DecreeField; example: string })[] = [
  {
    name: 'villageCode',
    headings: [
      'Kode Desa',
      'Kode Desa/Kelurahan',
      'Kode Wilayah',
      'Kode Kemendagri',
      'Kode Kelurahan',
      'Kode',
    ],
    isRequired: true,
    example: '33.08.11.2004',
  },
  { name: 'province', headings: ['Provinsi', 'Prov', 'Nama Provinsi'], example: 'Jawa Tengah' },
  {
    name: 'regency',
    headings: ['Kabupaten/Kota', 'Kab/Kota', 'Kabupaten', 'Kota/Kabupaten', 'Kab', 'Nama Kabupaten/Kota'],
    example: 'Kabupaten Magelang',
  },
  { name: 'district', headings: ['Kecamatan', 'Kec', 'Distrik', 'Kecamatan/Distrik'], example: 'Mertoyudan' },
  {
    name: 'village',
    headings: [
      'Desa/Kelurahan',
      'Desa',
      'Kelurahan',
      'Nama Desa',
      'Nama Desa/Kelurahan',
      'Kampung',
      'Desa/Kel',
    ],
    example: 'Banjarnegoro',
  },
  {
    name: 'library',
    headings: ['Nama Perpustakaan', 'Perpustakaan', 'Nama Perpustakaan/TBM', 'Perpustakaan/TBM', 'Nama TBM'],
    isRequired: true,
    example: 'Perpusdes Cahaya Ilmu',
  },
  {
    name: 'libraryType',
    headings: ['Jenis', 'Jenis Perpustakaan', 'Jenis Perpustakaan/TBM'],
    example: 'Desa',
  },
  {
    name: 'supportKind',
    headings: ['Dukungan', 'Jenis Dukungan', 'Jenis Bantuan', 'Bantuan'],
    example: 'Penuh',
  },
  {
    name: 'person',
    headings: [
      'Nama Calon Peserta',
      'Calon Peserta',
      'Nama Peserta',
      'Nama Lengkap',
      'Nama Pengelola',
      'Nama',
    ],
    isRequired: true,
    example: 'Wartinah',
  },
  { name: 'titleBefore', headings: ['Gelar Depan'], example: 'Hj.' },
  { name: 'titleAfter', headings: ['Gelar Belakang', 'Gelar'], example: 'S.Pd.' },
  { name: 'position', headings: ['Jabatan', 'Jabatan di Perpustakaan'], example: 'Pengelola' },
  {
    name: 'phone',
    headings: [
      'No. WhatsApp',
      'WhatsApp',
      'Nomor WhatsApp',
      'No WA',
      'WA',
      'No. HP',
      'Nomor HP',
      'HP',
      'Telepon',
      'No. Telepon',
    ],
    example: '081234567890',
  },
  { name: 'email', headings: ['Surel', 'Email', 'E-mail', 'Alamat Surel', 'Alamat Email'], example: '' },
  { name: 'civilServantId', headings: ['NIP'], example: '' },
  { name: 'quota', headings: ['Kuota', 'Kuota Peserta', 'Jumlah Peserta'], example: '1' },
];

const key = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '');

const LIBRARY_TYPES: Record<string, LibraryType> = {
  desa: 'village',
  kelurahan: 'village',
  perpusdes: 'village',
  perpustakaandesa: 'village',
  perpustakaankelurahan: 'village',
  perpustakaandesakelurahan: 'village',
  desakelurahan: 'village',
  tbm: 'communityReading',
  tamanbacaan: 'communityReading',
  tamanbacaanmasyarakat: 'communityReading',
  kabupaten: 'regency',
  kota: 'regency',
  kabupatenkota: 'regency',
  perpustakaankabupaten: 'regency',
  perpustakaankota: 'regency',
  provinsi: 'province',
  perpustakaanprovinsi: 'province',
};

const SUPPORT_KINDS: Record<string, SupportKind> = {
  penuh: 'fullSupport',
  dukunganpenuh: 'fullSupport',
  fullsupport: 'fullSupport',
  penerimamanfaatpenuh: 'fullSupport',
  buku: 'bookAid',
  bantuanbuku: 'bookAid',
  replikasi: 'replication',
  replikasimandiri: 'replication',
  usulan: 'proposed',
  usulandaerah: 'proposed',
};

export function readLibraryType(text: string): LibraryType | undefined {
  return LIBRARY_TYPES[key(text)];
}

export function readSupportKind(text: string): SupportKind | undefined {
  return SUPPORT_KINDS[key(text)];
}

/** What a library is when nobody says: its name tells a community reading place. */
export function likelyLibraryType(name: string): LibraryType {
  return /^(tbm|taman bacaan)\b/i.test(name.trim()) ? 'communityReading' : 'village';
}
