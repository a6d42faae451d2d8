import type { getSummary, Summary } from '@bimtek/insight-contracts';
import { type Actor, commonProblem, type QueryOf } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type ClassesRow,
  countCertificates,
  countClasses,
  countImports,
  countPeople,
  type PeopleRow,
  readRuns,
} from './summary.queries.ts';

const MONTH_MS = 30 * 86_400_000;

/** How a run stands, for those who work with its classes. */
@Injectable()
export class SummaryService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async summary(me: Actor, { runId }: QueryOf<typeof getSummary>): Promise<Summary> {
    const may = me.permissions;
    const since = new Date(this.clock.now().getTime() - MONTH_MS);
    // One snapshot, so that the counts fit each other.
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const runs = await readRuns(tx, me, runId);
      const [run] = runs;
      if (runId && run?.id !== runId) throw commonProblem('not-found');
      const imports = may.has('import.read') ? await countImports(tx, me, since) : null;
      const people = run ? await countPeople(tx, me, run.id) : [];
      const classes = run ? await countClasses(tx, me, run.id) : [];
      const certificates =
        run && may.has('certificate.read') ? await countCertificates(tx, me, run.id) : null;
      return {
        run: run ?? null,
        runs,
        people: peopleOf(people),
        classes: classesOf(classes),
        imports,
        decisions: may.has('decision.read') ? decisionsOf(classes) : null,
        certificates,
      };
    });
  }
}

function peopleOf(rows: PeopleRow[]): Summary['people'] {
  return {
    total: sum(rows, 'people'),
    byState: Object.fromEntries(rows.map((row) => [row.state, row.people])),
    namesUnconfirmed: sum(rows, 'unconfirmed'),
  };
}

function classesOf(rows: ClassesRow[]): Summary['classes'] {
  return {
    total: sum(rows, 'classes'),
    byState: Object.fromEntries(rows.map((row) => [row.state, row.classes])),
  };
}

function decisionsOf(rows: ClassesRow[]): NonNullable<Summary['decisions']> {
  return {
    toPrepare: sum(rows, 'toPrepare'),
    toApprove: sum(rows, 'toApprove'),
    peopleToApprove: sum(rows, 'peopleToApprove'),
    approved: sum(rows, 'approved'),
  };
}

function sum<K extends string>(rows: readonly Record<K, number>[], key: K): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
