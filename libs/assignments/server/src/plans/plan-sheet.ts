import { itemCost, PlanDraft } from '@bimtek/assignments-contracts';
import type { SheetColumn } from '@bimtek/platform-server';
import { fieldWords, monthWords, sourceWords, strategyWords } from './plan-words.ts';
import type { OwnedPlan } from './plans.queries.ts';

/** The items of plans as a table: one row an item, with whose it is in front. */
export const planColumns: SheetColumn[] = [
  { heading: 'Perpustakaan', width: 32 },
  { heading: 'Desa', width: 22 },
  { heading: 'Peserta', width: 28 },
  { heading: 'Kiriman ke', width: 10 },
  { heading: 'No.', width: 6 },
  { heading: 'Strategi', width: 22 },
  { heading: 'Nama kegiatan', width: 40 },
  { heading: 'Tujuan', width: 50 },
  { heading: 'Bidang', width: 22 },
  { heading: 'Sasaran', width: 28 },
  { heading: 'Laki-laki', width: 10 },
  { heading: 'Perempuan', width: 10 },
  { heading: 'Bahan pustaka', width: 40 },
  { heading: 'Narasumber', width: 24 },
  { heading: 'Mitra', width: 24 },
  { heading: 'Waktu', width: 24 },
  { heading: 'Frekuensi', width: 18 },
  { heading: 'Penanggung jawab', width: 24 },
  { heading: 'Indikator keluaran', width: 36 },
  { heading: 'Indikator hasil', width: 36 },
  { heading: 'Target', width: 24 },
  { heading: 'Bukti', width: 30 },
  { heading: 'Biaya (Rp)', width: 14 },
  { heading: 'Sumber dana', width: 18 },
  { heading: 'Diusulkan', width: 10 },
  { heading: 'Risiko', width: 30 },
  { heading: 'Cara mengatasi', width: 30 },
];

export function planRows(owned: OwnedPlan): (string | number)[][] {
  const { about, items } = PlanDraft.parse(owned.plan);
  return items.map((item, place) => [
    about.library,
    about.village,
    owned.name,
    owned.versionNumber ?? 'draf',
    place + 1,
    item.strategy ? strategyWords[item.strategy] : '',
    item.title,
    item.objective,
    item.field ? fieldWords[item.field] : '',
    item.targetGroup,
    item.men ?? '',
    item.women ?? '',
    item.resources.filter((text) => text.trim() !== '').join('; '),
    item.resourcePerson,
    item.partner,
    monthWords(item.months),
    item.frequency,
    item.personInCharge,
    item.output,
    item.outcome,
    item.target,
    item.evidence,
    itemCost(item),
    item.fundingSource ? sourceWords[item.fundingSource] : '',
    item.isProposed ? 'ya' : '',
    item.risk,
    item.mitigation,
  ]);
}
