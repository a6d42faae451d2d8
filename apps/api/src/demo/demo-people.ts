/** Invented people of the demo. Their villages are real, they are not. */
export const DEMO_PASSWORD = 'belajar bersama 2026';

export const officials = {
  nationalAdmin: {
    fullName: 'Niken Larasati',
    titleBefore: 'Dra.',
    titleAfter: 'M.Hum.',
    email: 'niken@contoh.id',
  },
  provincialAdmin: {
    fullName: 'Bambang Hartono',
    titleBefore: null,
    titleAfter: 'S.Sos.',
    email: 'bambang@contoh.id',
  },
  organizer: { fullName: 'Wahyu Hidayat', titleBefore: null, titleAfter: 'S.IP.', email: 'wahyu@contoh.id' },
  trainerFromHere: {
    fullName: 'Ratna Kusumaningrum',
    titleBefore: null,
    titleAfter: 'M.Si.',
    email: 'ratna@contoh.id',
  },
  trainerFromElsewhere: {
    fullName: 'Setiadi',
    titleBefore: 'Drs.',
    titleAfter: null,
    email: 'setiadi@contoh.id',
  },
  masterTrainer: {
    fullName: 'Maria Goreti Lestari',
    titleBefore: null,
    titleAfter: 'M.A.',
    email: 'maria@contoh.id',
  },
  regionalFacilitator: {
    fullName: 'Joko Susilo',
    titleBefore: null,
    titleAfter: 'S.Pd.',
    email: 'joko@contoh.id',
  },
  regencyAdmin: { fullName: 'Sri Rejeki', titleBefore: null, titleAfter: 'S.IP.', email: 'sri@contoh.id' },
  observer: { fullName: 'Yusuf Maulana', titleBefore: null, titleAfter: null, email: 'yusuf@contoh.id' },
  signatory: {
    fullName: 'Hadi Prasetyawan',
    titleBefore: 'Dr.',
    titleAfter: 'M.Si.',
    email: 'hadi@contoh.id',
  },
} as const;

export interface DemoTrainee {
  name: string;
  before?: string;
  after?: string;
  library: string;
  position: string;
  phone: string;
}

/** The first two share one phone, as mother and daughter do. */
export const learning: DemoTrainee[] = [
  {
    name: 'Rahayu Wulandari',
    after: 'S.Pd.',
    library: 'Perpusdes Cahaya Ilmu',
    position: 'Pengelola',
    phone: '081255501001',
  },
  {
    name: 'Suparno',
    library: 'Perpusdes Tirta Pustaka',
    position: 'Kepala Perpustakaan',
    phone: '081255501001',
  },
  {
    name: 'Siti Maemunah',
    before: 'Hj.',
    library: 'Perpusdes Pelita',
    position: 'Pengelola',
    phone: '081255501003',
  },
  {
    name: "Muhammad Ridwan Nur Hidayatullah Ma'ruf",
    library: 'TBM Pelita Dusun',
    position: 'Pengelola TBM',
    phone: '081255501004',
  },
  {
    name: 'Dewi Anggraini',
    library: 'Perpusdes Sumber Makmur',
    position: 'Pustakawan',
    phone: '081255501005',
  },
  { name: 'Tumijan', library: 'Perpusdes Argo Mulyo', position: 'Pengelola', phone: '081255501006' },
];

/** Their class is over and decided: two have passed, one has not. */
export const finished: DemoTrainee[] = [
  {
    name: 'Endang Sulastri Handayaningrum',
    before: 'Rr.',
    library: 'Perpusdes Wonosari',
    position: 'Pengelola',
    phone: '081255502001',
  },
  { name: 'Ahmad Fauzi', library: 'TBM Kali Bening', position: 'Pengelola TBM', phone: '081255502002' },
  { name: 'Ngatini', library: 'Perpusdes Ngudi Rejo', position: 'Pengelola', phone: '081255502003' },
];

/** Invited, with no account yet: for trying out activation. */
export const invited: DemoTrainee[] = [
  { name: 'Retno Palupi', library: 'Perpusdes Mekar Wangi', position: 'Pengelola', phone: '081255503001' },
  {
    name: 'Sri Wahyuningsih',
    after: 'A.Md.',
    library: 'Perpusdes Sido Rukun',
    position: 'Sekretaris Desa',
    phone: '081255503002',
  },
];

/** Certificates are issued in the name of this invented office. */
export const demoIssuer = {
  place: 'Jakarta',
  activityCode: 'SPP-TIK',
  unitCode: 'DEMO',
  trainingName: 'Bimbingan Teknis Strategi Pengembangan Perpustakaan dan Teknologi Informasi Komunikasi',
  programName: 'Program Transformasi Perpustakaan Berbasis Inklusi Sosial',
  signatory: {
    title: 'Kepala Pusat Pengembangan Perpustakaan Umum dan Khusus',
    name: 'Dr. Hadi Prasetyawan, M.Si.',
  },
  organizerChair: { name: 'Dra. Niken Larasati, M.Hum.' },
};
