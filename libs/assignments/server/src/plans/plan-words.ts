import { type FundingSource, monthsBetween, type PlanDraft } from '@bimtek/assignments-contracts';

/** Plans are printed for village offices: in Indonesian, whatever the portal shows. */
export const strategyWords = {
  informationService: 'Layanan informasi',
  involvement: 'Pelibatan masyarakat',
  advocacy: 'Advokasi',
} as const;

export const fieldWords = {
  education: 'Pendidikan',
  economy: 'Ekonomi/UMKM',
  health: 'Kesehatan',
  farming: 'Pertanian/perikanan',
  culture: 'Budaya',
  technology: 'TIK',
  environment: 'Lingkungan',
  other: 'Lainnya',
} as const;

export const sourceWords: Record<FundingSource, string> = {
  villageBudget: 'APBDes',
  selfHelp: 'Swadaya',
  partner: 'Mitra/CSR',
  agency: 'Dinas',
  specialFund: 'DAK',
  noCost: 'Tanpa biaya',
};

export const evidenceWords = {
  interview: 'wawancara',
  villageData: 'data desa',
  observation: 'pengamatan',
} as const;

export const stepWords = { notStarted: 'Belum', running: 'Berjalan', done: 'Selesai' } as const;

const months = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(
  ' ',
);
const monthName = (month: string) => months[Number(month.slice(5, 7)) - 1] ?? '';
const shortName = (month: string) => monthName(month).slice(0, 3);

/** `10 Juli 2026`; nothing for nothing. */
export function dateWords(date: string | null): string {
  if (date === null) return '–';
  const [year, , day] = date.split('-').map(Number);
  return `${day} ${monthName(date)} ${year}`;
}

/** `Agustus 2026 s.d. Juli 2027`. */
export function periodWords({ from, to }: Pick<PlanDraft['about'], 'from' | 'to'>): string {
  const words = [from, to].map((month) => (month ? `${monthName(month)} ${month.slice(0, 4)}` : '…'));
  return words[0] === words[1] ? (words[0] ?? '') : words.join(' s.d. ');
}

/** `Agu–Okt, Des 2026, Jan 2027`: runs of months, each year once, behind its last month. */
export function monthWords(all: readonly string[]): string {
  const sorted = [...new Set(all)].sort();
  const runs: string[][] = [];
  for (const month of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows = last !== undefined && monthsBetween(last, month).length === 2;
    // A run ends with its year, so that the year stands behind all its months.
    if (run && follows && last.slice(0, 4) === month.slice(0, 4)) run.push(month);
    else runs.push([month]);
  }
  return runs
    .map((run, place) => {
      const [first = '', last = ''] = [run[0], run.at(-1)];
      const words = run.length === 1 ? shortName(first) : `${shortName(first)}–${shortName(last)}`;
      const year = last.slice(0, 4);
      return runs[place + 1]?.[0]?.slice(0, 4) === year ? words : `${words} ${year}`;
    })
    .join(', ');
}

/** `1.200.000`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '.');
}

export function rupiah(value: number): string {
  return `Rp${grouped(value)}`;
}
