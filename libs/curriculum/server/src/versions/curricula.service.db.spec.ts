import { type CurriculumVersionId, LessonId } from '@bimtek/curriculum-contracts';
import { aTestContext, anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Assets } from '../assets/assets.service.ts';
import { sppTikFolder } from '../content-folder.ts';
import { curriculumTables } from '../curriculum-tables.ts';
import { CurriculumModule } from '../curriculum.module.ts';
import { aCurriculum } from '../testing/a-curriculum.ts';
import { Curricula } from './curricula.service.ts';
import { VersionsService } from './versions.service.ts';

let spec: TestContext;
let curricula: Curricula;
let versions: VersionsService;
let folder: string;
const editor = anActor({ permissions: ['curriculum.read', 'curriculum.manage'] });
const reader = anActor({ role: 'organizer', permissions: ['curriculum.read'] });

beforeAll(async () => {
  spec = await aTestContext([curriculumTables], [CurriculumModule]);
  curricula = spec.get(Curricula);
  versions = spec.get(VersionsService);
  folder = await mkdtemp(join(tmpdir(), 'bimtek-content-'));
});
afterAll(async () => {
  await spec.close();
  await rm(folder, { recursive: true, force: true });
});

const load = (from: string) => spec.db.transaction((tx) => curricula.loadPackage(tx, 'system', from));
const auditOf = (id: string): Promise<{ action: string }[]> =>
  spec.db.query(`SELECT action FROM platform_audit_entry WHERE subject_id = $1 ORDER BY at, id`, [id]);

describe('loading a package', () => {
  it('makes one version of the same files, however often and at the same time they are loaded', async () => {
    const loaded = await Promise.all([load(sppTikFolder), load(sppTikFolder), load(sppTikFolder)]);
    expect(new Set(loaded.map((one) => one.versionId)).size).toBe(1);
    expect(loaded.filter((one) => one.isNew)).toHaveLength(1);
    expect(await auditOf(loaded[0]?.versionId ?? '')).toEqual([{ action: 'curriculum.load' }]);
  });

  it('makes the next draft when a file has changed, and keeps the one before', async () => {
    const before = await load(sppTikFolder);
    const copy = join(folder, 'changed');
    await cp(sppTikFolder, copy, { recursive: true });
    await writeFile(join(copy, 'catatan.txt'), 'Edisi kedua.');
    const after = await load(copy);
    expect(after).toMatchObject({ isNew: true, number: before.number + 1 });
    const view = await versions.view(editor, after.versionId);
    expect(view).toMatchObject({ state: 'draft', totalLessonHours: 32, moduleCount: 9, lessonCount: 36 });
    expect((await versions.view(editor, before.versionId)).modules[1]?.lessons).toHaveLength(4);
  });

  it('stores the figures that its lessons show', async () => {
    const { versionId } = await load(sppTikFolder);
    const lessonId = (await curricula.current(versionId)).modules[1]?.lessons[0]?.id ?? '';
    const { blocks } = await curricula.lesson(versionId, lessonId);
    const figure = blocks.find((block) => block.type === 'figure');
    expect(figure).toBeDefined();
    const asset = await spec.get(Assets).byHash(figure?.asset ?? '');
    expect(asset.bytes.toString('utf8')).toContain('<svg');
  });
});

describe('putting in use', () => {
  it('freezes a version once, even when it is asked for twice at the same time', async () => {
    const { versionId } = await aCurriculum(spec.db, { state: 'draft' });
    const both = await Promise.all([
      versions.putInUse(editor, { versionId }),
      versions.putInUse(editor, { versionId }),
    ]);
    expect(both.map((row) => row.state)).toEqual(['inUse', 'inUse']);
    expect(both[0]?.frozenAt).toBe(both[1]?.frozenAt);
    expect(await auditOf(versionId)).toEqual([{ action: 'curriculum.put-in-use' }]);
  });

  it('refuses a version without lessons, an archived one, and one that is not there', async () => {
    const empty = await aCurriculum(spec.db, { state: 'draft', lessons: { M0: 0 } });
    await expect(versions.putInUse(editor, empty)).rejects.toMatchObject({ code: 'version-without-lessons' });
    const archived = await aCurriculum(spec.db, { state: 'archived' });
    await expect(versions.putInUse(editor, archived)).rejects.toMatchObject({ code: 'version-archived' });
    const versionId = randomUUID() as CurriculumVersionId;
    await expect(versions.putInUse(editor, { versionId })).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['changing a lesson', `UPDATE curriculum_lesson SET title = 'lain' WHERE version_id = $1`],
    ['deleting a lesson', `DELETE FROM curriculum_lesson WHERE version_id = $1`],
    ['changing a module', `UPDATE curriculum_module SET live_hours = 9 WHERE version_id = $1`],
    [
      'adding a module',
      `INSERT INTO curriculum_module SELECT gen_random_uuid(), version_id, 99, 'M99', title, subject_group, 1, 1, NULL, '[]' FROM curriculum_module WHERE version_id = $1 LIMIT 1`,
    ],
    ['changing the pass rules', `UPDATE curriculum_version SET pass_rules = '{}' WHERE id = $1`],
    ['thawing it', `UPDATE curriculum_version SET state = 'draft', frozen_at = NULL WHERE id = $1`],
    ['deleting it', `DELETE FROM curriculum_version WHERE id = $1`],
  ])('keeps the database from %s once it is in use', async (_case, statement) => {
    const { versionId } = await aCurriculum(spec.db);
    await expect(spec.db.query(statement, [versionId])).rejects.toThrow(/is frozen/);
  });

  it('leaves a draft open to change, and throws none of it away by half', async () => {
    const { versionId } = await aCurriculum(spec.db, { state: 'draft' });
    await spec.db.query(`UPDATE curriculum_lesson SET title = 'Judul baru' WHERE version_id = $1`, [
      versionId,
    ]);
    await spec.db.query(`DELETE FROM curriculum_version WHERE id = $1`, [versionId]);
    const [left] = await spec.db.query(
      `SELECT count(*)::int AS n FROM curriculum_lesson WHERE version_id = $1`,
      [versionId],
    );
    expect(left).toEqual({ n: 0 });
  });

  it('shows a draft anew after every change, and keeps a frozen version in memory', async () => {
    const { versionId } = await aCurriculum(spec.db, { state: 'draft' });
    await curricula.current(versionId);
    await spec.db.query(`UPDATE curriculum_lesson SET minutes = 11 WHERE version_id = $1`, [versionId]);
    expect((await curricula.current(versionId)).modules[1]?.lessons[0]?.minutes).toBe(11);
    await versions.putInUse(editor, { versionId });
    expect(await curricula.current(versionId)).toBe(await curricula.current(versionId));
  });
});

describe('archiving', () => {
  it('is told once, and what is archived can still be read', async () => {
    const { versionId } = await aCurriculum(spec.db);
    await versions.archive(editor, { versionId });
    const again = await versions.archive(editor, { versionId });
    expect(again.state).toBe('archived');
    expect(await auditOf(versionId)).toEqual([{ action: 'curriculum.archive' }]);
    expect((await curricula.current(versionId)).modules).toHaveLength(3);
  });
});

describe('reading', () => {
  it('shows drafts and their lessons to their editors only', async () => {
    const { versionId, modules } = await aCurriculum(spec.db, { state: 'draft' });
    const lessonId = modules[1]?.lessonIds[0] ?? LessonId.parse('');
    await expect(versions.view(reader, versionId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(versions.preview(reader, { lessonId })).rejects.toMatchObject({ code: 'not-found' });
    expect((await versions.preview(editor, { lessonId })).lesson.id).toBe(lessonId);
    const seen = await versions.list(reader, { limit: 200 });
    expect(seen.items.every((row) => row.state !== 'draft')).toBe(true);
    expect(seen.total).toBe(seen.items.length);
  });

  it('pages through the versions without missing or repeating one', async () => {
    await aCurriculum(spec.db);
    await aCurriculum(spec.db);
    const all = await versions.list(editor, { limit: 200 });
    const ids: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await versions.list(editor, { limit: 2, after: after ?? undefined });
      ids.push(...page.items.map((row) => row.id));
      after = page.next;
    }
    expect(ids).toEqual(all.items.map((row) => row.id));
  });

  it('gives a lesson only by the version it belongs to', async () => {
    const one = await aCurriculum(spec.db);
    const other = await aCurriculum(spec.db);
    const lessonId = one.modules[1]?.lessonIds[0] ?? '';
    await expect(curricula.lesson(other.versionId, lessonId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await curricula.placeOf(lessonId)).toMatchObject({
      versionId: one.versionId,
      index: 0,
      module: { code: 'M1' },
    });
  });
});
