import 'reflect-metadata';
import { AttemptsService } from '@bimtek/assessment-server';
import { AdvanceClassGroups, ClassGroups } from '@bimtek/delivery-server';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { ClassScores, Decisions, MyResultsService } from '@bimtek/graduation-server';
import { Passwords } from '@bimtek/identity-server';
import { HomeService } from '@bimtek/insight-server';
import { permissionsOf } from '@bimtek/identity-contracts';
import { readSettings } from '@bimtek/platform-server';
import { anActor, aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { loadRegions } from '@bimtek/registry-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ApiModule } from '../api.module.ts';
import { contexts } from '../contexts.ts';
import { NationalSeason, SeasonRefused } from './national-season.ts';
import { SeasonClock, SeasonIds } from './season-sources.ts';
import { SEASON_PASSWORD } from './season-writers.ts';

const wish = { seed: 'spec', people: 1_600, today: '2026-08-05' };

/** The regions of Indonesia take seconds to load, and are the same for all. */
let regions: TestDatabase;

async function aSeason(given: Partial<typeof wish> = {}) {
  return openSeason(await aTestDatabase(contexts, regions), given);
}

async function openSeason(database: TestDatabase, given: Partial<typeof wish> = {}) {
  const settings = readSettings({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
  const clock = new SeasonClock();
  const asked = { ...wish, ...given };
  const ids = new SeasonIds(asked.seed, clock);
  @Module({ imports: [ApiModule.for(settings, { clock, ids })], providers: [AdvanceClassGroups] })
  class SeedModule {}
  const app = await NestFactory.createApplicationContext(SeedModule, { logger: false, abortOnError: false });
  return { app, clock, database, season: new NationalSeason(app, clock, ids, asked) };
}

let app: INestApplicationContext;
let database: TestDatabase;
let db: DataSource;
beforeAll(async () => {
  regions = await aTestDatabase(contexts);
  await loadRegions(regions.db);
  await regions.db.destroy();
  const made = await aSeason();
  ({ app, database } = made);
  db = app.get(DataSource);
  await made.season.make();
}, 180_000);
afterAll(async () => {
  await app.close();
  await database.drop();
  await regions.drop();
});

const rows = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => db.query(sql, parameters);
const asTrainee = (userId: string) =>
  anActor({
    userId,
    role: 'trainee',
    scope: { level: 'own', ids: [] },
    permissions: permissionsOf('trainee'),
  });
const national = anActor({ permissions: permissionsOf('nationalAdmin') });

/** A few people of each state that something is known of. */
async function somePeople(): Promise<
  { id: string; personId: string; state: string; classGroupId: string }[]
> {
  return rows(
    `SELECT id, person_id AS "personId", state, class_group_id AS "classGroupId" FROM (
       SELECT e.*, row_number() OVER (PARTITION BY e.state, c.state ORDER BY md5(e.id::text)) AS place
       FROM delivery_enrollment e JOIN delivery_class_group c ON c.id = e.class_group_id) e
     WHERE place <= 4`,
  );
}

describe('the national season', () => {
  it('has people of all 38 provinces in classes of 40 with two trainers and an organizer', async () => {
    expect(
      await rows(
        `SELECT count(DISTINCT province_code)::int AS provinces, count(*)::int AS people FROM delivery_enrollment`,
      ),
    ).toEqual([{ provinces: 38, people: 1_600 }]);
    expect(
      await rows(
        `SELECT DISTINCT capacity, organizer_id IS NOT NULL AS organized,
           (SELECT count(*)::int FROM delivery_class_trainer t WHERE t.class_group_id = g.id) AS trainers,
           time_zone = (SELECT time_zone FROM registry_region r WHERE r.code = g.province_code) AS "inZone"
         FROM delivery_class_group g`,
      ),
    ).toEqual([{ capacity: 40, organized: true, trainers: 2, inZone: true }]);
    expect(
      await rows(`SELECT count(*)::int AS n FROM registry_person WHERE position = 'Pustakawan Ahli Madya'`),
    ).toEqual([{ n: 189 }]);
  });

  it('tells no story of a time that has not come', async () => {
    const ahead = await rows<{ what: string; rows: number }>(
      `SELECT what, count(*)::int AS rows FROM (
         SELECT 'lesson' AS what, updated_at AS at FROM learning_lesson_progress
         UNION ALL SELECT 'answer', saved_at FROM assessment_answer
         UNION ALL SELECT 'attempt', coalesce(finished_at, started_at) FROM assessment_attempt
         UNION ALL SELECT 'enrollment', state_changed_at FROM delivery_enrollment
         UNION ALL SELECT 'audit', at FROM platform_audit_entry
         UNION ALL SELECT 'certificate', issued_at FROM certification_certificate) all_of_it
       WHERE at > $1 GROUP BY what`,
      [`${wish.today}T00:00:01Z`],
    );
    expect(ahead).toEqual([]);
  });

  it('has libraries in villages that there are, of the province of their class', async () => {
    expect(
      await rows(
        `SELECT count(*)::int AS strangers FROM delivery_enrollment e
         JOIN registry_library l ON l.id = e.library_id JOIN registry_region v ON v.code = l.village_code
         WHERE v.level <> 'village' OR v.valid_to IS NOT NULL OR left(v.code, 2) <> e.province_code`,
      ),
    ).toEqual([{ strangers: 0 }]);
  });

  it('has names as they are: one word, titles, apostrophes, sixty characters, phones that are shared', async () => {
    const [found] = await rows<Record<string, number>>(
      `SELECT count(*) FILTER (WHERE full_name !~ ' ')::int AS single, count(*) FILTER (WHERE full_name ~ '''')::int AS apostrophe,
         count(*) FILTER (WHERE title_after IS NOT NULL)::int AS titled, max(length(full_name)) AS longest,
         count(phone)::int - count(DISTINCT phone)::int AS shared
       FROM registry_person`,
    );
    expect(found).toMatchObject({ longest: 60 });
    for (const what of ['single', 'apostrophe', 'titled', 'shared']) expect(found?.[what]).toBeGreaterThan(0);
  });

  it('stores for every attempt the score that its answers have by the rules', async () => {
    const attempts = await rows<{ id: string; personId: string; score: string; state: string }>(
      `SELECT id, person_id AS "personId", score, state FROM assessment_attempt
       WHERE state <> 'open' AND rules->>'kind' = 'quiz' ORDER BY md5(id::text) LIMIT 30`,
    );
    expect(attempts).toHaveLength(30);
    for (const { id, personId, score } of attempts) {
      const review = await app.get(AttemptsService).review(asTrainee(personId), id);
      const right = review.items.filter((item) => item.isRight).length;
      expect(right).toBe(review.result.rightCount);
      expect(review.result.score).toBe(Number(score));
      expect(Math.round((right / review.result.itemCount) * 10_000) / 100).toBeCloseTo(Number(score), 1);
    }
  });

  it('has component scores that are the best of the attempts', async () => {
    const differing = await rows(
      `SELECT s.enrollment_id FROM graduation_component_score s
       LEFT JOIN LATERAL (
         SELECT max(a.score) AS best FROM assessment_attempt a
         WHERE a.enrollment_id = s.enrollment_id
           AND (a.rules->>'kind' || coalesce(':' || (a.rules->>'moduleCode'), '')) = s.component) a ON true
       WHERE s.source = 'assessment' AND a.best IS DISTINCT FROM s.value`,
    );
    expect(differing).toEqual([]);
  });

  it('opens for everybody as home, results and class scores', async () => {
    const people = await somePeople();
    expect(new Set(people.map(({ state }) => state)).size).toBeGreaterThanOrEqual(5);
    for (const { id, personId, state, classGroupId } of people) {
      const me = asTrainee(personId);
      const home = await app.get(HomeService).home(me);
      if (!['withdrawn', 'noShow'].includes(state)) expect(home.enrollment).toMatchObject({ id, state });
      if (state === 'passed')
        expect(home).toMatchObject({ stage: 'passed', certificate: { validity: 'valid' } });
      if (state === 'notPassed') expect(home).toMatchObject({ stage: 'notPassed', certificate: null });
      await app.get(MyResultsService).mine(me);
      if (state !== 'active') continue;
      const scores = await app
        .get(ClassScores)
        .list(national, { classGroupId: classGroupId as ClassGroupId }, { limit: 50 });
      expect(scores.items.length).toBeGreaterThan(30);
    }
  });

  it('has decisions that still follow from the scores they were made from', async () => {
    const prepared = await rows<{ id: ClassGroupId }>(
      `SELECT class_group_id AS id FROM graduation_class_decision WHERE state = 'prepared'`,
    );
    const closed = await rows<{ id: ClassGroupId }>(
      `SELECT id FROM delivery_class_group WHERE state = 'closed'`,
    );
    expect(closed.length).toBeGreaterThan(5);
    for (const { id } of prepared) {
      expect(await app.get(Decisions).get(national, { classGroupId: id })).toMatchObject({ isStale: false });
    }
    for (const { id } of closed) expect(await app.get(ClassGroups).isClosed(id)).toBe(true);
  });

  it('gave a certificate to each who passed, numbered without a gap, and leaves their files to the worker', async () => {
    const [found] = await rows<{ passed: number; issued: number; last: number; jobs: number; open: number }>(
      `SELECT (SELECT count(*)::int FROM delivery_enrollment WHERE state = 'passed') AS passed,
         (SELECT count(*)::int FROM certification_certificate) AS issued,
         (SELECT max(last_number) FROM certification_series) AS last,
         (SELECT count(*)::int FROM platform_outbox WHERE handled_at IS NULL) AS open,
         (SELECT count(*)::int FROM platform_outbox WHERE handled_at IS NULL AND name LIKE '%render%') AS jobs`,
    );
    expect(found?.passed).toBeGreaterThan(100);
    expect(found).toMatchObject({ issued: found?.passed, last: found?.passed, open: found?.jobs });
    expect(found?.jobs).toBe(found?.issued);
  });

  it('lets everybody in with the one password', async () => {
    const [account] = await rows<{ hash: string; all: number }>(
      `SELECT min(password_hash) AS hash, count(DISTINCT password_hash)::int AS all FROM identity_account`,
    );
    expect(account?.all).toBe(1);
    expect(await app.get(Passwords).fits(SEASON_PASSWORD, account?.hash ?? '')).toBe(true);
  });
});

describe('making it again', () => {
  it('changes nothing when it is there, and refuses another season over it', async () => {
    const again = await openSeason(database);
    expect(await again.season.make()).toBe(false);
    await again.app.close();
    const other = await openSeason(database, { seed: 'other' });
    await expect(other.season.make()).rejects.toBeInstanceOf(SeasonRefused);
    await other.app.close();
  });

  it('makes the same rows in another database, of every table', async () => {
    const one = await aSeason({ people: 300 });
    const other = await aSeason({ people: 300 });
    try {
      await one.season.make();
      await other.season.make();
      const digests = await Promise.all([one, other].map((each) => digestOf(each.app.get(DataSource))));
      expect(digests[0]).toEqual(digests[1]);
      expect(Object.keys(digests[0] ?? {})).toContain('assessment_answer');
    } finally {
      for (const each of [one, other]) {
        await each.app.close();
        await each.database.drop();
      }
    }
  }, 180_000);

  it('leaves a database alone that has other people', async () => {
    const given = await aSeason({ people: 300 });
    await given.database.db.query(
      `INSERT INTO registry_person (id, full_name, name_key, search, created_at, updated_at)
       VALUES (gen_random_uuid(), 'Rahayu', 'rahayu', '', now(), now())`,
    );
    await expect(given.season.make()).rejects.toBeInstanceOf(SeasonRefused);
    expect(await given.database.db.query(`SELECT count(*)::int AS n FROM registry_person`)).toEqual([
      { n: 1 },
    ]);
    await given.app.close();
    await given.database.drop();
  });
});

/** A digest of all rows by table, but for regions, which come with a date of their own loading. */
async function digestOf(of: DataSource): Promise<Record<string, string>> {
  const tables: { name: string }[] = await of.query(
    // Tables that do not outlive a crash are what running processes say of themselves.
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
     AND relpersistence = 'p' AND relname NOT LIKE 'registry_region%' AND relname NOT LIKE '%migration' ORDER BY 1`,
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const [row]: { digest: string | null }[] = await of.query(
      `SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS digest FROM ${name} t`,
    );
    if (row?.digest) digests[name] = row.digest;
  }
  return digests;
}
