import { inject, Service } from '@angular/core';
import type { PlanDraft, PlanFault } from '@bimtek/assignments-contracts';
import { Formats, Words } from '@bimtek/platform-portal';

/** A fault as a person reads it, with the field where it is put right. */
export interface FaultLine extends PlanFault {
  text: string;
}

/** Months, money and faults of a plan in the words of the person. */
@Service()
export class PlanSentences {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);

  /** `Rp1.200.000`. */
  rupiah(value: number): string {
    return `Rp${this.#formats.number(value)}`;
  }

  /** `Agu 2026`. */
  month(month: string | null): string {
    return month === null ? '…' : `${this.monthName(month)} ${month.slice(0, 4)}`;
  }

  monthName(month: string): string {
    return this.#words.t(`plan.month.${Number(month.slice(5))}`);
  }

  /** What is wrong, without its row: beside the field itself. */
  beside({ path, code, n, strategy, section }: PlanFault): string {
    const field = path.split('.').at(-1) ?? '';
    const named = { missing: `plan.${section}.${field}`, 'too-few': `plan.rows.${section}` }[code as string];
    const names = {
      label: named ? this.#words.t(named) : '',
      n,
      strategy: strategy ? this.#words.t(`plan.strategy.${strategy}`) : '',
    };
    return this.#words.t(`plan.fault.${code}`, names);
  }

  /** What is wrong, with its row: in the list of everything that is missing. */
  line(fault: PlanFault, plan: PlanDraft): FaultLine {
    const text = this.beside(fault);
    const row = this.#rowOf(fault, plan);
    return { ...fault, text: row ? this.#words.t('plan.missing.in', { row, what: text }) : text };
  }

  #rowOf({ path, section }: PlanFault, plan: PlanDraft): string {
    if (section !== 'needs' && section !== 'items' && section !== 'steps') return '';
    const id = path.split('.')[1];
    const rows: readonly { id: string; title?: string }[] = plan[section];
    const place = rows.findIndex((row) => row.id === id);
    if (place < 0) return '';
    const name = this.#words.t(`plan.${section}.one`, { n: place + 1 });
    const title = rows[place]?.title?.trim();
    return title ? `${name} (${title})` : name;
  }
}
