import { emptyPlan, type PlanDraft, type PlanItem, type PlanStrategy } from '../plan/plan.ts';

/** Ids that are the same in every run of a spec. */
export const rowId = (n: number) => `0197b000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const somePlanDates = { today: '2026-07-10', endsOn: '2026-07-10' };

export const aPlanItem = (
  n: number,
  strategy: PlanStrategy = 'involvement',
  given: Partial<PlanItem> = {},
): PlanItem => ({
  id: rowId(n),
  strategy,
  title: `Kegiatan ${n}`,
  objective: 'Sampai Juli, 15 ibu ikut 8 kelas dan 6 di antaranya menjual produk sendiri.',
  field: 'economy',
  targetGroup: 'Ibu pengolah hasil kebun',
  men: 0,
  women: 15,
  resources: ['Buku resep singkong, bab 2'],
  resourcePerson: 'Pemilik warung',
  partner: 'PKK',
  months: ['2026-08', '2026-09'],
  frequency: 'Dua kali sebulan',
  personInCharge: 'Pengelola perpustakaan',
  output: '8 kelas terlaksana',
  outcome: '6 ibu menjual sedikitnya sekali sebulan',
  target: '8 kelas, 15 ibu',
  evidence: 'Daftar hadir dan catatan jualan',
  costs: [{ id: rowId(n * 100), what: 'Bahan olahan', quantity: 8, unitPrice: 150_000 }],
  fundingSource: 'villageBudget',
  isProposed: false,
  risk: 'Musim panen',
  mitigation: 'Kelas pindah ke sore hari',
  ...given,
});

/** A complete plan: one item of each strategy, the acknowledgement of the village head still owed. For specs. */
export const aPlan = (given: Partial<PlanDraft> = {}): PlanDraft => ({
  about: {
    library: 'Perpustakaan Desa Sumber Makmur',
    village: 'Sumber Makmur',
    from: '2026-08',
    to: '2027-07',
    team: ['Pengelola perpustakaan', 'Kader PKK'],
    vision: 'Perpustakaan menjadi tempat warga belajar dan berusaha.',
    targetGroups: ['Ibu rumah tangga'],
    potentials: 'Kebun singkong dan kelompok PKK yang rajin.',
    visitors: 40,
    members: 120,
    activities: 1,
    partners: 2,
  },
  needs: [1, 2, 3].map((n) => ({
    id: rowId(10 + n),
    text: `Kebutuhan ${n}`,
    evidence: 'interview',
    source: 'Wawancara di tempat jemuran, Juli',
  })),
  items: [aPlanItem(1, 'informationService'), aPlanItem(2, 'involvement'), aPlanItem(3, 'advocacy')],
  closing: {
    needsBudget: true,
    budgetYear: 2027,
    sustainability: 'Kader PKK meneruskan kelas dengan SK kepala desa.',
    acknowledgement: emptyPlan.closing.acknowledgement,
  },
  steps: [1, 2, 3].map((n) => ({
    id: rowId(20 + n),
    text: `Langkah ${n}`,
    date: '2026-08-01',
    withWhom: 'Sekretaris desa',
    evidence: 'Foto pertemuan',
    status: 'notStarted',
  })),
  ...given,
});
