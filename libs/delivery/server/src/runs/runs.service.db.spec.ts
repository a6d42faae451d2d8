import { NewRun, type RunId, type WaveId } from '@bimtek/delivery-contracts';
import { aCurriculum } from '@bimtek/curriculum-server/testing';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  aSeason,
  auditedActions,
  national,
  organizerOf,
  provincial,
  refusalOf,
  trainerOf,
} from '../testing/a-season.ts';
import { aClassGroup, anEnrollment, aRun } from '../testing/index.ts';
import { Runs } from './runs.service.ts';

let context: TestContext;
let runs: Runs;
beforeAll(async () => {
  context = await aSeason();
  runs = context.get(Runs);
});
afterAll(() => context.close());

const newRun = async (more: object = {}) =>
  NewRun.parse({
    id: randomUUID(),
    name: `Bimtek SPP-TIK ${randomUUID().slice(0, 8)}`,
    year: 2026,
    mode: 'online',
    curriculumVersionId: (await aCurriculum(context.db)).versionId,
    startsOn: '2026-07-06',
    endsOn: '2026-08-28',
    ...more,
  });
const newWave = (number: number, more: object = {}) => ({
  id: randomUUID() as WaveId,
  number,
  startsOn: '2026-07-06',
  endsOn: '2026-07-10',
  ...more,
});

describe('planning a run', () => {
  it('takes a curriculum version in use', async () => {
    const sent = await newRun();
    expect(await runs.create(national, sent)).toMatchObject({
      id: sent.id,
      state: 'planned',
      startsOn: '2026-07-06',
      people: {},
      classGroups: 0,
    });
    for (const state of ['draft', 'archived'] as const) {
      const { versionId } = await aCurriculum(context.db, { state });
      const refused = await newRun({ curriculumVersionId: versionId });
      expect(await refusalOf(runs.create(national, refused))).toBe('version-not-in-use');
    }
  });

  it('makes one run of a double click', async () => {
    const sent = await newRun();
    const [first, second] = await Promise.all([runs.create(national, sent), runs.create(national, sent)]);
    expect(second.id).toBe(first.id);
    expect(await auditedActions(context.db, sent.id)).toEqual(['delivery.run-created']);
  });

  it('keeps names apart within a year, capital letters or not', async () => {
    const sent = await newRun({ name: 'Bimtek Musim Kedua' });
    await runs.create(national, sent);
    const again = await newRun({ name: 'bimtek musim kedua' });
    expect(await refusalOf(runs.create(national, again))).toBe('run-name-taken');
    expect((await runs.create(national, { ...again, id: randomUUID() as RunId, year: 2027 })).year).toBe(
      2027,
    );
  });

  it('does not take a last day before the first', () => {
    const dates = { startsOn: '2026-07-10', endsOn: '2026-07-06' };
    const sent = {
      id: randomUUID(),
      name: 'Bimtek',
      year: 2026,
      mode: 'online',
      curriculumVersionId: randomUUID(),
    };
    expect(NewRun.safeParse({ ...sent, ...dates }).error?.issues[0]?.path).toEqual(['endsOn']);
  });
});

describe('waves', () => {
  it('lie within the run, each number once, also when two are made at the same moment', async () => {
    const run = await aRun(context.db, { startsOn: '2026-07-06', endsOn: '2026-08-28' });
    expect(await runs.createWave(national, run.id, newWave(2))).toMatchObject({ number: 2, classGroups: 0 });
    const outside = newWave(3, { startsOn: '2026-07-05' });
    expect(await refusalOf(runs.createWave(national, run.id, outside))).toBe('dates-outside-run');
    const both = await Promise.allSettled(
      [newWave(4), newWave(4)].map((wave) => runs.createWave(national, run.id, wave)),
    );
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const twice = newWave(5);
    await Promise.all([runs.createWave(national, run.id, twice), runs.createWave(national, run.id, twice)]);
    const { waves } = await runs.get(national, run.id);
    expect(waves.map((wave) => wave.number)).toEqual([1, 2, 4, 5]);
  });

  it('are not added to a run that is finished, and not to one that is not there', async () => {
    const run = await aRun(context.db, { state: 'finished' });
    expect(await refusalOf(runs.createWave(national, run.id, newWave(2)))).toBe('run-finished');
    expect(await refusalOf(runs.createWave(national, randomUUID() as RunId, newWave(2)))).toBe('not-found');
  });
});

describe('what people see of runs', () => {
  it('counts people and classes within the own scope only', async () => {
    const run = await aRun(context.db);
    const java = await aClassGroup(context.db, { run });
    const sulawesi = await aClassGroup(context.db, { run, provinceCode: '73' });
    await anEnrollment(context.db, { classGroup: java });
    await anEnrollment(context.db, { classGroup: sulawesi });
    await anEnrollment(context.db, { run, state: 'verified', provinceCode: '33' });

    const seenBy = async (me: typeof national) => {
      const { run: seen, provinces, unplaced } = await runs.get(me, run.id);
      return {
        people: seen.people,
        classes: seen.classGroups,
        provinces: provinces.map((p) => p.code),
        unplaced,
      };
    };
    expect(await seenBy(national)).toEqual({
      people: { active: 2, verified: 1 },
      classes: 2,
      provinces: ['33', '73'],
      unplaced: 1,
    });
    expect(await seenBy(provincial('73'))).toEqual({
      people: { active: 1 },
      classes: 1,
      provinces: ['73'],
      unplaced: 0,
    });
    expect(await seenBy(trainerOf(java.id))).toEqual({
      people: { active: 1 },
      classes: 1,
      provinces: ['33'],
      unplaced: 0,
    });
    expect(await seenBy(organizerOf(java.id))).toEqual({
      people: { active: 1, verified: 1 },
      classes: 1,
      provinces: ['33'],
      unplaced: 1,
    });
  });

  it('shows those bound to classes only the runs of these', async () => {
    const run = await aRun(context.db);
    const elsewhere = await aClassGroup(context.db);
    expect(await refusalOf(runs.get(trainerOf(elsewhere.id), run.id))).toBe('not-found');
    const seen = await runs.list(trainerOf(elsewhere.id), { limit: 10 });
    expect([seen.items.map((item) => item.id), seen.total]).toEqual([[elsewhere.runId], 1]);
  });

  it('goes through pages without losing or repeating a run', async () => {
    const all = await runs.list(national, { limit: 200 });
    const seen: string[] = [];
    let after: string | null | undefined;
    do {
      const page = await runs.list(national, { limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.items.map((item) => item.id));
      after = page.next;
    } while (after);
    expect(seen).toEqual(all.items.map((item) => item.id));
    expect(seen).toHaveLength(all.total);
  });
});
