import {
  anActor,
  aTestContext,
  explainedPage,
  PlansBySize,
  type TestContext,
} from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { curriculumTables } from '../curriculum-tables.ts';
import { CurriculumModule } from '../curriculum.module.ts';
import { VersionsService } from './versions.service.ts';

const LIMIT = 20;
const MODULES = 2;
const LESSONS = 5;
const editor = anActor({ permissions: ['curriculum.read', 'curriculum.manage'] });
const reader = anActor({ role: 'organizer', permissions: ['curriculum.read'] });

let context: TestContext;
beforeAll(async () => {
  context = await aTestContext([{ ...curriculumTables, jobs: [] }], [CurriculumModule]);
});
afterAll(() => context.close());

/** Versions of two modules with five lessons each; every fourth is a draft. */
async function manyVersions(count: number, from: number): Promise<void> {
  await context.db.query(
    `INSERT INTO curriculum_version (id, program_code, program_name, number, title, state, lesson_hour_minutes,
       total_lesson_hours, pass_rules, tests, content_hash, created_at)
     SELECT gen_random_uuid(), 'UJI', 'Uji', n, 'Kurikulum', 'draft', 45, 32, '{}', '[]', 'uji ' || n, now()
     FROM generate_series($1::int + 1, $1::int + $2::int) n`,
    [from, count],
  );
  await context.db.query(
    `INSERT INTO curriculum_module (id, version_id, position, code, title, subject_group, live_hours, self_study_hours, indicators)
     SELECT gen_random_uuid(), v.id, m, 'M' || m, 'Modul', 'core', 1, 1, '[]'
     FROM curriculum_version v, generate_series(1, $2::int) m WHERE v.number > $1`,
    [from, MODULES],
  );
  await context.db.query(
    `INSERT INTO curriculum_lesson (id, module_id, version_id, position, code, title, kind, minutes, summary, indicators, document, size_bytes)
     SELECT gen_random_uuid(), m.id, m.version_id, l, m.position || '.' || l, 'Pelajaran', 'text', 5, '', '[]', '{}', 1
     FROM curriculum_version v JOIN curriculum_module m ON m.version_id = v.id, generate_series(1, $2::int) l WHERE v.number > $1`,
    [from, LESSONS],
  );
  await context.db.query(
    `UPDATE curriculum_version SET state = 'inUse', frozen_at = now() WHERE number > $1 AND number % 4 > 0`,
    [from],
  );
  await context.db.query('VACUUM ANALYZE curriculum_version, curriculum_module, curriculum_lesson');
}

const list = (me = editor, after?: string) =>
  context.get(VersionsService).list(me, { limit: LIMIT, ...(after ? { after } : {}) });
const CASES: [string, () => Promise<unknown>][] = [
  ['all', () => list()],
  ['those in use', () => list(reader)],
  ['a later page', async () => list(reader, (await list(reader)).next ?? '')],
];

describe('the list of versions', () => {
  const plans = new PlansBySize();

  it.each([800, 8_000])(
    'comes by an index among %i versions, a page at a time',
    async (versions) => {
      await manyVersions(versions === 800 ? 800 : 7_200, versions === 800 ? 0 : 800);
      for (const [name, ask] of CASES) {
        const plan = await explainedPage(context.db, ask);
        expect(plans.wrongs(name, plan, { most: LIMIT * MODULES * LESSONS * 2 })).toEqual([]);
      }
    },
    120_000,
  );
});
