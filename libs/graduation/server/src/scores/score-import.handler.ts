import { Curricula } from '@bimtek/curriculum-server';
import { type Component, SCORE_IMPORT } from '@bimtek/graduation-contracts';
import { rolesWith } from '@bimtek/identity-contracts';
import { found } from '@bimtek/platform-contracts';
import {
  type CheckedRow,
  Clock,
  HandlesImport,
  type ImportContext,
  ImportHandler,
  type ImportPass,
  type RowProblem,
  type TableRow,
} from '@bimtek/platform-server';
import { deciderOf, isOwnWork, type WorkOf } from '@bimtek/registry-server';
import type { EntityManager } from 'typeorm';
import { enrollmentsOpenForScores } from './component-scores.queries.ts';
import { passPlanOf } from '../results/pass-plan.ts';
import { ComponentScores } from './component-scores.service.ts';
import {
  type ClassForImport,
  classForImport,
  peopleByCode,
  type PersonByCode,
} from './import-scores.queries.ts';
import { describeScoreProblem } from './score-problem-sentences.ts';
import { type CellProblem, compareNames, readScores, type ReadScore } from './score-row.rules.ts';
import { componentsOf, scoreFields } from './score-sheet.ts';

interface ScoreRow {
  enrollmentId: string;
  scores: ReadScore[];
}

/** Component scores of one class from a spreadsheet, by participant code. */
@HandlesImport(SCORE_IMPORT)
export class ScoreImport extends ImportHandler<ScoreRow> {
  readonly fields = scoreFields;

  constructor(
    private readonly curricula: Curricula,
    private readonly scores: ComponentScores,
    private readonly clock: Clock,
  ) {
    super();
  }

  describe(problem: Pick<RowProblem, 'code' | 'facts'>): string {
    return describeScoreProblem(problem);
  }

  async begin(
    tx: EntityManager,
    { options, personId, importId }: ImportContext,
  ): Promise<ImportPass<ScoreRow>> {
    const classGroupId = String(options['classGroupId']);
    const group = found(
      await classForImport(tx, classGroupId, personId, rolesWith['score.import'], this.clock.now()),
    );
    const plan = passPlanOf(await this.curricula.current(group.curriculumVersionId));
    const decider = await deciderOf(tx, personId);
    return new ScorePass(group, new Set(componentsOf(plan)), this.scores, { ...decider, importId });
  }
}

class ScorePass implements ImportPass<ScoreRow> {
  readonly #firstRow = new Map<string, number>();

  constructor(
    private readonly group: ClassForImport,
    private readonly counting: ReadonlySet<Component>,
    private readonly scores: ComponentScores,
    private readonly by: WorkOf & { importId: string },
  ) {}

  async check(tx: EntityManager, rows: TableRow[]): Promise<CheckedRow<ScoreRow>[]> {
    const codeOf = ({ cells }: TableRow) => (cells['code'] ?? '').toUpperCase();
    const people = await peopleByCode(tx, this.group.runId, rows.map(codeOf));
    const ids = [...people.values()].flatMap(({ enrollmentId }) => enrollmentId ?? []);
    const open = await enrollmentsOpenForScores(tx, ids);
    return rows.map((row) => this.#checkRow(row, codeOf(row), people.get(codeOf(row)), open));
  }

  async apply(tx: EntityManager, rows: { row: number; data: ScoreRow }[]): Promise<void> {
    const { personId, importId } = this.by;
    const who = { userId: personId, displayName: this.group.displayName, role: this.group.role ?? '–' };
    const scores = rows.flatMap(({ row, data }) =>
      data.scores.map((score) => ({
        ...score,
        enrollmentId: data.enrollmentId,
        evidence: { importId, row },
      })),
    );
    await this.scores.record(tx, who, scores, 'import');
  }

  #checkRow(
    row: TableRow,
    code: string,
    person: PersonByCode | undefined,
    open: Set<string>,
  ): CheckedRow<ScoreRow> {
    const first = this.#firstRow.get(code);
    if (code && first === undefined) this.#firstRow.set(code, row.row);
    const refusal = this.#refusesPerson(row, code, person, open, first === row.row ? undefined : first);
    const enrollmentId = person?.enrollmentId;
    if (refusal || !person || !enrollmentId) {
      return { row: row.row, problems: refusal ? [refusal] : [], data: null, effects: [] };
    }
    const known = (component: Component) => person.scores[component];
    const { scores, problems } = readScores(row.cells, this.counting, known);
    const changing = scores.filter(({ component, value, outOf }) => {
      const before = known(component);
      return before?.value !== value || before.outOf !== outOf;
    });
    const changed = changing.filter(({ component }) => known(component));
    return {
      row: row.row,
      problems: [...this.#nameProblem(row, person), ...problems],
      data: changing.length > 0 ? { enrollmentId, scores: changing } : null,
      effects: [
        changing.length > 0 ? 'people' : 'unchangedPeople',
        ...changing.map(({ component }) => (known(component) ? 'changedScores' : 'newScores')),
      ],
      ...(changed.length > 0
        ? {
            sample: {
              title: person.fullName,
              changes: changed.map(({ component, value, outOf }) => ({
                field: component,
                from: written(known(component)),
                to: written({ value, outOf }),
              })),
            },
          }
        : {}),
    };
  }

  #refusesPerson(
    row: TableRow,
    code: string,
    person: PersonByCode | undefined,
    open: Set<string>,
    first: number | undefined,
  ): CellProblem | null {
    const error = (
      problem: CellProblem['code'],
      facts: CellProblem['facts'] = {},
      field = 'code',
    ): CellProblem => ({
      field,
      code: problem,
      severity: 'error',
      facts,
    });
    if (this.group.role === null) return error('class-not-yours');
    if (this.group.state === 'closed') return error('class-closed');
    if (!code) return error('code-missing');
    if (!person) return error('code-unknown');
    if (first !== undefined) return error('row-repeated', { row: first });
    if (person.classGroupId !== this.group.id || !person.enrollmentId) return error('other-class');
    if (isOwnWork(person, this.by)) return error('own-library');
    if (!open.has(person.enrollmentId)) return error('class-closed');
    if (person.state !== 'active' && person.state !== 'completed') return error('not-active');
    const name = row.cells['name'];
    if (name && compareNames(name, person.fullName) === 'different') {
      return error('name-differs', { name: person.fullName }, 'name');
    }
    return null;
  }

  #nameProblem(row: TableRow, { fullName }: PersonByCode): CellProblem[] {
    const name = row.cells['name'];
    if (!name || compareNames(name, fullName) !== 'similar') return [];
    return [{ field: 'name', code: 'name-differs', severity: 'warning', facts: { name: fullName } }];
  }
}

function written(score: { value: number; outOf: number | null } | undefined): string {
  if (!score) return '';
  const number = (value: number) => String(value).replace('.', ',');
  return score.outOf === null ? number(score.value) : `${number(score.value)}/${number(score.outOf)}`;
}
