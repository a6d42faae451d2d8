import {
  assignmentOf,
  attendance,
  type Component,
  plan,
  planApproved,
  postTest,
  preTest,
  quizOf,
} from '@bimtek/graduation-contracts';
import type { ImportField, SheetColumn } from '@bimtek/platform-server';
import type { PassPlan } from '../results/graduation.rules.ts';

/** Modules are M0 to M8; a sheet may have a column for each. */
const numbers = Array.from({ length: 9 }, (_, number) => number);

/** Every column that a score sheet may have; which of them a class can use follows from its curriculum. */
export const scoreFields: ImportField[] = [
  { name: 'code', headings: ['Kode Peserta', 'Kode'], isRequired: true },
  { name: 'name', headings: ['Nama', 'Nama Peserta', 'Nama Lengkap'] },
  { name: 'attended', headings: ['JP Hadir', 'Hadir JP', 'Kehadiran JP'] },
  { name: 'scheduled', headings: ['JP Terjadwal', 'JP Jadwal', 'Jumlah JP'] },
  ...numbers.map((n) => ({
    name: `assignment:M${n}`,
    headings: [`Tugas ${n}`, `Tugas M${n}`, `Tugas Modul ${n}`],
  })),
  { name: 'plan', headings: ['Nilai Rencana', 'Nilai Rencana Kegiatan', 'Rencana Kegiatan'] },
  { name: 'planApproved', headings: ['Rencana Disetujui', 'Persetujuan Rencana'] },
  ...numbers.map((n) => ({ name: `quiz:M${n}`, headings: [`Kuis ${n}`, `Kuis M${n}`, `Kuis Modul ${n}`] })),
  { name: 'preTest', headings: ['Pre-test', 'Nilai Pre-test'] },
  { name: 'postTest', headings: ['Post-test', 'Nilai Post-test'] },
];

/** The components that count in a curriculum, in the order in which people read them. */
export function componentsOf({ passRules, quizModules }: PassPlan): Component[] {
  return [
    attendance,
    ...quizModules.map(quizOf),
    ...passRules.assignmentModules.map(assignmentOf),
    plan,
    planApproved,
    preTest,
    postTest,
  ];
}

/** Which field of a sheet fills which component; attendance has two. */
const fieldsOf = (component: Component): string[] =>
  component === attendance ? ['attended', 'scheduled'] : [component];

/** The columns of the template for a curriculum. */
export function templateColumns(components: readonly Component[]): (SheetColumn & { field: string })[] {
  const used = new Set(['code', 'name', ...components.flatMap(fieldsOf)]);
  return scoreFields
    .filter(({ name }) => used.has(name))
    .map(({ name, headings }) => ({
      field: name,
      heading: headings[0] ?? name,
      width: name === 'name' ? 34 : name === 'code' ? 16 : 14,
    }));
}

export interface TemplatePerson {
  code: string;
  name: string;
  scores: Partial<Record<string, { value: number; outOf: number | null }>>;
}

/** One line of the template: what is recorded, and blanks. Scheduled hours are filled in, as they are the same for all. */
export function templateRow(
  { code, name, scores }: TemplatePerson,
  columns: readonly { field: string }[],
  scheduledHours: number,
): (string | number)[] {
  return columns.map(({ field }) => {
    if (field === 'code') return code;
    if (field === 'name') return name;
    if (field === 'attended') return scores[attendance]?.value ?? '';
    if (field === 'scheduled') return scores[attendance]?.outOf ?? scheduledHours;
    const score = scores[field];
    if (field === planApproved) return score ? (score.value > 0 ? 'ya' : 'tidak') : '';
    return score?.value ?? '';
  });
}
