import {
  isAcknowledgementOwed,
  itemCost,
  lineCost,
  PlanDraft,
  PlanStrategy,
  FundingSource,
  sumsOf,
} from '@bimtek/assignments-contracts';
import { dayIn } from '@bimtek/delivery-contracts';
import { printable } from '@bimtek/platform-server';
import type { OwnedPlan } from './plans.queries.ts';
import {
  dateWords,
  evidenceWords,
  fieldWords,
  grouped,
  monthWords,
  periodWords,
  rupiah,
  sourceWords,
  stepWords,
  strategyWords,
} from './plan-words.ts';

/** A plan as the template sets it: every figure and date already in words, nothing that the fonts cannot show. */
export function printedPlan(owned: OwnedPlan) {
  const plan = PlanDraft.parse(owned.plan);
  const { about, needs, items, closing, steps } = plan;
  const sums = sumsOf(plan);
  const share = (words: string, cost: number) => ({ words, cost: rupiah(cost) });
  return legible({
    title: `Rencana kegiatan ${about.library || owned.name}`,
    library: about.library || '–',
    village: about.village
      ? `Desa ${about.village}`.replace(/^Desa (Desa|Kelurahan|Nagari|Kampung)\b/i, '$1')
      : '–',
    period: periodWords(about),
    state: stateWords(owned),
    author: [owned.name, owned.className].filter(Boolean).join(' · '),
    vision: about.vision || '–',
    team: listWords(about.team),
    targetGroups: listWords(about.targetGroups),
    potentials: about.potentials || '–',
    baseline: [
      ['pengunjung/bulan', about.visitors],
      ['anggota', about.members],
      ['kegiatan/bulan', about.activities],
      ['mitra', about.partners],
    ].map(([words, value]) => `${value === null ? '–' : grouped(Number(value))} ${words}`),
    needs: needs.map(({ text, evidence, source }) => ({
      text: text || '–',
      evidence: [evidence ? evidenceWords[evidence] : '', source].filter(Boolean).join(': ') || '–',
    })),
    items: items.map((item) => ({
      strategy: item.strategy ? strategyWords[item.strategy] : '–',
      title: item.title || '–',
      objective: item.objective,
      field: item.field ? fieldWords[item.field] : '',
      target: item.targetGroup || '–',
      people: `${grouped(item.men ?? 0)} L, ${grouped(item.women ?? 0)} P`,
      resources: item.resources.filter((text) => text.trim() !== ''),
      helpers: [
        ...(item.resourcePerson ? [`Narasumber: ${item.resourcePerson}`] : []),
        ...(item.partner ? [`Mitra: ${item.partner}`] : []),
      ],
      months: monthWords(item.months) || '–',
      frequency: item.frequency,
      person: item.personInCharge || '–',
      output: item.output,
      outcome: item.outcome,
      goal: item.target,
      evidence: item.evidence,
      costs: item.costs.map((line) => ({
        words: `${line.what || '–'}, ${grouped(line.quantity ?? 0)} × ${grouped(line.unitPrice ?? 0)}`,
        cost: grouped(lineCost(line)),
      })),
      cost: rupiah(itemCost(item)),
      source: item.fundingSource
        ? `${sourceWords[item.fundingSource]}${item.isProposed ? ' (diusulkan)' : ''}`
        : '–',
      risk: [item.risk, item.mitigation].filter((text) => text.trim() !== '').join(' – '),
    })),
    total: rupiah(sums.total),
    proposed: sums.proposed > 0 ? rupiah(sums.proposed) : '',
    byStrategy: PlanStrategy.options.map((strategy) =>
      share(strategyWords[strategy], sums.byStrategy[strategy]),
    ),
    bySource: FundingSource.options
      .filter((source) => sums.bySource[source] > 0)
      .map((source) => share(sourceWords[source], sums.bySource[source])),
    budget:
      closing.needsBudget === null
        ? '–'
        : closing.needsBudget
          ? `Bergantung pada Musdes/APBDes ${closing.budgetYear ?? ''}`.trim()
          : 'Tidak bergantung pada Musdes/APBDes',
    sustainability: closing.sustainability || '–',
    steps: steps.map(({ text, date, withWhom, evidence, status }) => ({
      text: text || '–',
      date: dateWords(date),
      withWhom: withWhom || '–',
      evidence: evidence || '–',
      status: stepWords[status],
    })),
    acknowledgement: acknowledgementWords(owned, plan),
  });
}

export type PrintedPlan = ReturnType<typeof printedPlan>;

function stateWords({ versionNumber, submittedAt, receiptCode, timeZone }: OwnedPlan): string {
  if (versionNumber === null || submittedAt === null) return 'Draf, belum dikirim';
  const day = dateWords(dayIn(timeZone, new Date(submittedAt)));
  return `Kiriman ke-${versionNumber}, ${day}, bukti ${receiptCode}`;
}

function acknowledgementWords({ acknowledgement: followed }: OwnedPlan, { closing }: PlanDraft) {
  const { acknowledgement: own } = closing;
  const given = isAcknowledgementOwed(own) ? followed : own;
  return given ? { name: given.name || '–', date: dateWords(given.date) } : null;
}

function listWords(list: readonly string[]): string {
  return list.filter((text) => text.trim() !== '').join(', ') || '–';
}

/** One space for every gap, and a full stop in place of a picture: on paper nothing may leave a hole. */
function legible<T>(value: T): T {
  if (typeof value === 'string') return words(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => legible(one)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, legible(one)])) as T;
}

function words(text: string): string {
  const joined = text.normalize('NFC').replace(/\s+/g, ' ');
  return [...joined].map((character) => (printable.test(character) ? character : '·')).join('');
}
