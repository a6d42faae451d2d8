import { type DecreeProblemCode, decreeProblems, QUOTA } from '@bimtek/registry-contracts';
import type { RowProblem } from '@bimtek/platform-server';
import type { DecreeRowData } from './decree-row.rules.ts';
import { pair } from './known.queries.ts';

/** What a file has said so far, to find rows that repeat or contradict earlier ones. Rows with errors leave no trace. */
export class DecreeMemory {
  readonly #libraries = new Map<string, { row: number; people: number; quota: number | null }>();
  readonly #rowOf = new Map<string, number>();

  /** Whether this library stood in an earlier row. */
  hasLibrary(data: DecreeRowData): boolean {
    return this.#libraries.has(libraryOf(data));
  }

  /** What is wrong with the row beside those before it; `duplicate-row` means that there is nothing left to do. */
  problemOf(data: DecreeRowData): RowProblem | null {
    const library = libraryOf(data);
    const same = this.#rowOf.get(pair(library, data.personKey));
    if (same !== undefined) return problem('library', 'duplicate-row', { firstRow: same });
    const byNip = data.civilServantId ? this.#rowOf.get(`nip ${data.civilServantId}`) : undefined;
    if (byNip !== undefined) return problem('civilServantId', 'person-in-other-row', { firstRow: byNip });
    const byPhone = data.phone ? this.#rowOf.get(pair(data.personKey, data.phone)) : undefined;
    if (byPhone !== undefined) return problem('person', 'person-in-other-row', { firstRow: byPhone });
    const seen = this.#libraries.get(library);
    const quota = Math.max(seen?.quota ?? 0, data.quota ?? 0) || QUOTA.most;
    if (seen && seen.people >= quota) {
      return problem('quota', 'more-people-than-quota', { quota, firstRow: seen.row });
    }
    return null;
  }

  remember(row: number, data: DecreeRowData): void {
    const library = libraryOf(data);
    const seen = this.#libraries.get(library);
    const quota = Math.max(seen?.quota ?? 0, data.quota ?? 0) || null;
    this.#libraries.set(library, { row: seen?.row ?? row, people: (seen?.people ?? 0) + 1, quota });
    this.#rowOf.set(pair(library, data.personKey), row);
    if (data.civilServantId) this.#rowOf.set(`nip ${data.civilServantId}`, row);
    if (data.phone) this.#rowOf.set(pair(data.personKey, data.phone), row);
  }
}

function libraryOf(data: DecreeRowData): string {
  return `${data.village.code}/${data.libraryKey}`;
}

export function problem(
  field: string,
  code: DecreeProblemCode,
  facts: Record<string, string | number>,
): RowProblem {
  return { field, code, severity: decreeProblems[code], facts };
}
