import { type SubmissionId, workHandedIn } from '@bimtek/assignments-contracts';
import { explained, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MyAssignments } from '../submissions/my-assignments.service.ts';
import { assignmentsContext, aVersionId, aWritingClass, refusalOf, someWork } from '../testing/a-class.ts';
import { CompareHandedInWork, CompareWork } from './compare-work.job.ts';
import { similarStatement } from './similarity.queries.ts';
import { Similarity } from './similarity.service.ts';

const T1 = { assignmentCode: 'T1' as const };
const story =
  'Setiap Rabu sore ibu-ibu datang ke perpustakaan desa untuk belajar mengolah singkong menjadi keripik. Mereka membawa ' +
  'pisau sendiri, dan kami menyiapkan tempat serta buku resep. Setelah tiga bulan dua belas ibu mulai berjualan di pasar. ' +
  'Kami mencatat berapa bungkus yang laku, lalu menempelkannya di papan agar warga lain tertarik ikut belajar juga.';
const other =
  'Anak-anak sekolah dasar memakai komputer perpustakaan untuk mencari gambar hewan laut. Petugas menemani mereka dua kali ' +
  'seminggu, mengajari cara memeriksa sumber, dan meminta orang tua menandatangani lembar izin. Sebagian besar anak belum ' +
  'pernah memegang tetikus sebelumnya, sehingga pelajaran pertama hanya tentang menggeser dan mengetuk dua kali saja.';

let context: TestContext;
let similarity: Similarity;

beforeAll(async () => {
  context = await assignmentsContext();
  similarity = context.get(Similarity);
});
afterAll(() => context.close());

/** A class in which each trainee hands in one of these texts on T1. */
async function aClassWith(texts: string[]) {
  const group = await aWritingClass(context, { people: texts.length });
  const works: { submissionId: SubmissionId; versionId: ReturnType<typeof aVersionId> }[] = [];
  for (const [place, text] of texts.entries()) {
    const { me, enrollmentId } = group.trainees[place] as (typeof group.trainees)[number];
    const versionId = aVersionId();
    await context
      .get(MyAssignments)
      .handIn(me, T1, { id: versionId, content: someWork({ text }), draftRevision: 0 });
    const [row]: { id: SubmissionId }[] = await context.db.query(
      `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
      [enrollmentId],
    );
    works.push({ submissionId: row?.id as SubmissionId, versionId });
  }
  return { ...group, works, jobs: works.map(({ versionId }) => ({ versionId })) };
}
const first = <T>(all: readonly T[]): T => all[0] as T;

describe('work with the same words', () => {
  it('is found from both sides, whether it came together or one after the other', async () => {
    for (const isTogether of [true, false]) {
      const { trainer, works, jobs } = await aClassWith([story, other, `Pendahuluan kami. ${story}`]);
      if (isTogether) await similarity.compare(jobs);
      else for (const job of jobs) await similarity.compare([job]);
      const [one, unlike, copy] = works;
      const ofOne = (await similarity.list(trainer, one?.submissionId ?? '')).items;
      expect(ofOne).toMatchObject([{ submissionId: copy?.submissionId, name: 'Peserta 03', overlap: 100 }]);
      const ofCopy = (await similarity.list(trainer, copy?.submissionId ?? '')).items;
      expect(ofCopy.map(({ submissionId }) => submissionId)).toEqual([one?.submissionId]);
      expect(first(ofCopy).overlap).toBeLessThan(100);
      expect((await similarity.list(trainer, unlike?.submissionId ?? '')).items).toEqual([]);
    }
  });

  it('is compared once, however often and at once it is asked for', async () => {
    const { trainer, works, jobs } = await aClassWith([story, story]);
    await Promise.all([similarity.compare(jobs), similarity.compare([...jobs].reverse())]);
    await similarity.compare(jobs);
    const [{ n }] = await context.db.query<[{ n: number }]>(
      `SELECT count(*)::int AS n FROM assignments_similar_pair WHERE version_id = ANY($1::uuid[])`,
      [works.map(({ versionId }) => versionId)],
    );
    expect(n).toBe(2);
    expect((await similarity.list(trainer, first(works).submissionId)).items).toHaveLength(1);
  });

  it('is found when the promise of a hand-in is kept', async () => {
    const { trainer, works, jobs } = await aClassWith([story, story]);
    for (const [place, { versionId }] of jobs.entries()) {
      const submissionId = works[place]?.submissionId as SubmissionId;
      await context.get(CompareHandedInWork).run(workHandedIn.payload.parse({ submissionId, versionId }));
    }
    const promised: { payload: { versionId: (typeof jobs)[number]['versionId'] } }[] = await context.db.query(
      `SELECT payload FROM platform_outbox WHERE name = 'assignments.compare-work' AND payload->>'versionId' = ANY($1)`,
      [jobs.map(({ versionId }) => versionId)],
    );
    await context.get(CompareWork).runMany(promised.map(({ payload }) => payload));
    expect((await similarity.list(trainer, first(works).submissionId)).items).toHaveLength(1);
  });

  it('is not a sentence or two, nor a work of another run', async () => {
    const { trainer, works, jobs } = await aClassWith([
      'Kami buka tiga hari seminggu dan warga senang.',
      'Kami buka tiga hari seminggu dan warga senang.',
      story,
    ]);
    await similarity.compare(jobs);
    const elsewhere = await aClassWith([story]);
    await similarity.compare(elsewhere.jobs);
    for (const { submissionId } of works) {
      expect((await similarity.list(trainer, submissionId)).items).toEqual([]);
    }
  });

  it('stays little when very many hand in the same', async () => {
    const { works, jobs, trainer } = await aClassWith(Array.from({ length: 30 }, () => story));
    await similarity.compare(jobs);
    const [{ n }] = await context.db.query<[{ n: number }]>(
      `SELECT count(*)::int AS n FROM assignments_similar_pair WHERE version_id = ANY($1::uuid[])`,
      [works.map(({ versionId }) => versionId)],
    );
    expect(n).toBeLessThanOrEqual(30 * 20);
    for (const { submissionId } of works) {
      const { items } = await similarity.list(trainer, submissionId);
      expect(items.length).toBeGreaterThan(0);
      expect(items.length).toBeLessThanOrEqual(10);
    }
  });
});

describe('two works side by side', () => {
  it('show what both have', async () => {
    const { trainer, works, jobs } = await aClassWith([story, `${story} Demikian cerita kami.`]);
    await similarity.compare(jobs);
    const [one, copy] = works;
    const shown = await similarity.sideBySide(trainer, {
      submissionId: one?.submissionId as SubmissionId,
      otherId: copy?.submissionId as SubmissionId,
    });
    expect(shown.mine).toEqual([{ text: story, isCommon: true }]);
    expect(shown.theirs).toEqual([
      { text: `${story} `, isCommon: true },
      { text: 'Demikian cerita kami.', isCommon: false },
    ]);
    expect(shown).toMatchObject({ name: 'Peserta 01', other: { name: 'Peserta 02', overlap: 100 } });
  });

  it('tell of a work in another class only what both have, and no name', async () => {
    const { trainer, works, jobs, trainees } = await aClassWith([story, `${story} Rahasia kelas lain.`]);
    await similarity.compare(jobs);
    const away = randomUUID();
    await context.db.query(
      `INSERT INTO delivery_class_group SELECT (g).* FROM (
         SELECT jsonb_populate_record(g, jsonb_build_object('id', $2::text, 'code', 'JAUH-01')) AS g
         FROM delivery_class_group g JOIN delivery_enrollment e ON e.class_group_id = g.id WHERE e.id = $1) one`,
      [trainees[1]?.enrollmentId, away],
    );
    await context.db.query(`UPDATE delivery_enrollment SET class_group_id = $2 WHERE id = $1`, [
      trainees[1]?.enrollmentId,
      away,
    ]);
    const [one, copy] = works;
    const at = {
      submissionId: one?.submissionId as SubmissionId,
      otherId: copy?.submissionId as SubmissionId,
    };
    const shown = await similarity.sideBySide(trainer, at);
    expect(shown.other.name).toBeNull();
    expect(JSON.stringify(shown)).not.toContain('Rahasia');
    expect(JSON.stringify(shown)).not.toContain('Peserta 02');
    const turned = { submissionId: at.otherId, otherId: at.submissionId };
    expect(await refusalOf(similarity.sideBySide(trainer, turned))).toBe('not-found');
  });

  it('are nothing when they are not alike', async () => {
    const { trainer, works, jobs } = await aClassWith([story, other]);
    await similarity.compare(jobs);
    const [one, unlike] = works;
    const at = {
      submissionId: one?.submissionId as SubmissionId,
      otherId: unlike?.submissionId as SubmissionId,
    };
    expect(await refusalOf(similarity.sideBySide(trainer, at))).toBe('not-found');
  });
});

it('finds the works like one by index among many pairs', async () => {
  const { trainer, works, jobs } = await aClassWith([story, story]);
  await similarity.compare(jobs);
  await context.db.query(`SET session_replication_role = replica`);
  await context.db.query(
    `INSERT INTO assignments_similar_pair SELECT gen_random_uuid(), gen_random_uuid(), 0.5, 50 FROM generate_series(1, 20000)`,
  );
  await context.db.query(`SET session_replication_role = DEFAULT`);
  await context.db.query(`ANALYZE assignments_similar_pair`);
  const { versionId } = first(works);
  const { sql, parameters } = similarStatement(trainer, { versionId, libraryId: null }, null);
  const plan = await explained(context.db, sql, parameters);
  expect(plan.sequentialScans).toEqual([]);
});
