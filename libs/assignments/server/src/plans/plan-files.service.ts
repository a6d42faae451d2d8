import { attachment, Throttle, XLSX_TYPE, xlsxOf } from '@bimtek/platform-server';
import type { exportClassPlans, exportMyPlan, printMyPlan, printPlan } from '@bimtek/assignments-contracts';
import type { Actor, ParamsOf, QueryOf } from '@bimtek/platform-contracts';
import { Injectable, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readClass } from '../classes/class-assignments.queries.ts';
import { MyPlans } from './my-plans.service.ts';
import { PlanPrinter } from './plan-pdf.ts';
import { planColumns, planRows } from './plan-sheet.ts';
import { classPlansStatement, type OwnedPlan, readPlanWithinScope } from './plans.queries.ts';
import { printedPlan } from './printed-plan.ts';

/** Setting a plan takes the process some tens of milliseconds; nobody needs more of them than this. */
const printing = { name: 'plan-printing', points: 30, seconds: 300 };

/** Plans as files: on paper and as a table. */
@Injectable()
export class PlanFiles {
  #printer: PlanPrinter | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly mine: MyPlans,
    private readonly throttle: Throttle,
  ) {}

  async printMine(
    me: Actor,
    at: ParamsOf<typeof printMyPlan>,
    asked: QueryOf<typeof printMyPlan>,
  ): Promise<StreamableFile> {
    return this.#print(me, await this.mine.read(me, at, asked));
  }

  async exportMine(
    me: Actor,
    at: ParamsOf<typeof exportMyPlan>,
    asked: QueryOf<typeof exportMyPlan>,
  ): Promise<StreamableFile> {
    const owned = await this.mine.read(me, at, asked);
    return sheetOf(`${fileName(owned)}.xlsx`, [owned]);
  }

  async print(
    me: Actor,
    { submissionId }: ParamsOf<typeof printPlan>,
    { version }: QueryOf<typeof printPlan>,
  ): Promise<StreamableFile> {
    return this.#print(me, await readPlanWithinScope(this.db.manager, me, submissionId, version));
  }

  async exportClass(
    me: Actor,
    { classGroupId, assignmentCode }: ParamsOf<typeof exportClassPlans>,
  ): Promise<StreamableFile> {
    const { code } = await readClass(this.db.manager, me, classGroupId);
    const { sql, parameters } = classPlansStatement(me, classGroupId, assignmentCode);
    const plans: OwnedPlan[] = await this.db.query(sql, parameters);
    return sheetOf(`rencana-kegiatan-${code.toLowerCase()}.xlsx`, plans);
  }

  async #print(me: Actor, owned: OwnedPlan): Promise<StreamableFile> {
    await this.throttle.spend(printing, me.userId);
    this.#printer ??= new PlanPrinter();
    return new StreamableFile(this.#printer.render(printedPlan(owned)), {
      type: 'application/pdf',
      disposition: attachment(`${fileName(owned)}.pdf`),
    });
  }
}

function sheetOf(name: string, plans: OwnedPlan[]): StreamableFile {
  const rows = plans.flatMap((owned) => planRows(owned));
  return new StreamableFile(xlsxOf('Rencana kegiatan', planColumns, rows), {
    type: XLSX_TYPE,
    disposition: attachment(name),
  });
}

function fileName({ name, versionNumber }: OwnedPlan): string {
  const who = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return ['rencana-kegiatan', who || 'peserta', versionNumber ?? 'draf'].join('-');
}
