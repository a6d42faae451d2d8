import {
  type createRun,
  type createWave,
  deliveryProblem,
  type getRun,
  type getRunChoices,
  type listRuns,
  type Run as RunView,
  type RunId,
  type Wave as WaveView,
} from '@bimtek/delivery-contracts';
import { type Actor, type BodyOf, found, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import {
  AuditLog,
  Clock,
  Conditions,
  cursorOf,
  isUniqueViolation,
  readCursor,
} from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { provinceCounts, readRuns, runChoices, wavesOf } from './runs.queries.ts';
import { Run } from './run.entity.ts';
import { Wave } from './wave.entity.ts';

@Injectable()
export class Runs {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Plans a run. A second call with the same id gives the first one's run. */
  async create(me: Actor, sent: BodyOf<typeof createRun>): Promise<RunView> {
    return this.db
      .transaction(async (tx) => {
        const existing = await tx.findOneBy(Run, { id: sent.id });
        if (existing && existing.name !== sent.name) throw deliveryProblem('id-taken');
        if (!existing) {
          await refuseUnlessInUse(tx, sent.curriculumVersionId);
          await tx.insert(Run, { ...sent, state: 'planned', createdAt: this.clock.now() });
          await this.audit.record(tx, me, {
            action: 'delivery.run-created',
            subject: { type: 'run', id: sent.id },
            after: sent,
          });
        }
        return this.#run(tx, me, sent.id);
      })
      .catch((error: unknown) => {
        if (isUniqueViolation(error, 'delivery_run_name')) throw deliveryProblem('run-name-taken');
        if (isUniqueViolation(error)) return this.#run(this.db.manager, me, sent.id);
        throw error;
      });
  }

  async createWave(me: Actor, runId: RunId, sent: BodyOf<typeof createWave>): Promise<WaveView> {
    return this.db.transaction(async (tx) => {
      // The run's row serialises its waves, so that two clicks do not both find the number free.
      const run = found(await tx.findOne(Run, { where: { id: runId }, lock: { mode: 'pessimistic_write' } }));
      if (run.state === 'finished' || run.state === 'canceled') throw deliveryProblem('run-finished');
      const existing = await tx.findOneBy(Wave, { id: sent.id });
      if (existing && (existing.runId !== runId || existing.number !== sent.number))
        throw deliveryProblem('id-taken');
      if (!existing) {
        if (sent.startsOn < run.startsOn || sent.endsOn > run.endsOn)
          throw deliveryProblem('dates-outside-run');
        if (await tx.existsBy(Wave, { runId, number: sent.number }))
          throw deliveryProblem('wave-number-taken');
        await tx.insert(Wave, { ...sent, runId });
        await this.audit.record(tx, me, {
          action: 'delivery.wave-created',
          subject: { type: 'wave', id: sent.id },
          after: { ...sent, runId },
        });
      }
      return found((await wavesOf(tx, me, runId)).find((wave) => wave.id === sent.id));
    });
  }

  async list(me: Actor, query: QueryOf<typeof listRuns>): Promise<ResultOf<typeof listRuns>> {
    const where = new Conditions();
    const cursor = readCursor(query.after, 2);
    if (cursor) where.and('(r.starts_on, r.id) < (?::date, ?::uuid)', ...cursor);
    const { runs, total } = await readRuns(this.db.manager, me, where, query.limit + 1);
    const items = runs.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items,
      total,
      next: runs.length > query.limit && last ? cursorOf([last.startsOn, last.id]) : null,
    };
  }

  async get(me: Actor, runId: RunId): Promise<ResultOf<typeof getRun>> {
    const run = await this.#run(this.db.manager, me, runId);
    const [waves, provinces] = await Promise.all([
      wavesOf(this.db.manager, me, runId),
      provinceCounts(this.db.manager, me, runId),
    ]);
    const unplaced = provinces.reduce((sum, province) => sum + province.unplaced, 0);
    return { run, waves, provinces, unplaced, notActivated: run.people.invited ?? 0 };
  }

  async choices(): Promise<ResultOf<typeof getRunChoices>> {
    return runChoices(this.db.manager);
  }

  async #run(tx: EntityManager, me: Actor, runId: RunId): Promise<RunView> {
    const { runs } = await readRuns(tx, me, new Conditions().and('r.id = ?', runId), 1);
    return found(runs[0]);
  }
}

/** Holds the version until the run is written, so that it is not archived in between. */
async function refuseUnlessInUse(tx: EntityManager, versionId: string): Promise<void> {
  const [version]: { state: string }[] = await tx.query(
    `SELECT state FROM curriculum_version WHERE id = $1 FOR SHARE`,
    [versionId],
  );
  if (version?.state !== 'inUse') throw deliveryProblem('version-not-in-use');
}
