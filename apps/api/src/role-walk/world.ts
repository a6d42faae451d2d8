import {
  AppealId,
  type AttachedFileId,
  type MarkContent,
  markReleasedMessage,
  ReleasePlanId,
  SampleId,
  type SubmissionId,
  VersionId,
} from '@bimtek/assignments-contracts';
import {
  Allocations,
  AttachedFiles,
  Markers,
  Marking,
  MyAppeals,
  MyAssignments,
  ReleasePlans,
  Samples,
  Releases,
} from '@bimtek/assignments-server';
import { anAttempt, aTest, type BuiltTest } from '@bimtek/assessment-server/testing';
import { Certificates, Issuers } from '@bimtek/certification-server';
import { anIssuer } from '@bimtek/certification-server/testing';
import { aPlan } from '@bimtek/assignments-contracts/testing';
import { aCurriculum, type BuiltCurriculum } from '@bimtek/curriculum-server/testing';
import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { Decisions } from '@bimtek/graduation-server';
import { passingScores, recordScores } from '@bimtek/graduation-server/testing';
import { permissionsOf, Role, scopeLevelOf } from '@bimtek/identity-contracts';
import { Accounts, type Grant, Passwords } from '@bimtek/identity-server';
import { Notifier } from '@bimtek/notification-server';
import type { CorrectionId, ExcuseId, SessionId, VenueListId } from '@bimtek/live-contracts';
import {
  AttendanceRequests,
  MyRequests,
  ParticipantReports,
  SessionAttendance,
  VenueAttendance,
} from '@bimtek/live-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Files, Imports } from '@bimtek/platform-server';
import { FixedClock } from '@bimtek/platform-server/testing';
import { aLibrary, aPerson } from '@bimtek/registry-server/testing';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { type AnApi, anApi, aPassword } from '../testing/an-api.ts';

/** Somebody who is signed in and acts in one role. */
export interface Walker {
  role: Role | null;
  personId: string;
  accountId: string;
  sessionId: string;
  cookies: { bimtek_session: string };
}

export interface Participant {
  personId: string;
  accountId: string;
  name: string;
  code: string;
  libraryId: string;
  enrollmentId: string;
}

/** One class in one place with its person, and everybody who works there. Each mutating call gets a scene of its own. */
export interface Scene {
  /** A word that stands in every name of this scene and nowhere else. */
  mark: string;
  province: string;
  regency: string;
  runId: string;
  waveId: string;
  classGroupId: string;
  person: Participant;
  /** Those of this place; the learning roles are those of its person. */
  walkers: Record<Role, Walker>;
  withoutRole: Walker;
}

/** Of the rubric of `anAssignmentBrief`. */
export const fullMark: MarkContent = {
  levels: { completeness: 3, clarity: 3 },
  comments: {},
  comment: 'Sudah jelas.',
  itemComments: {},
};

/** The beginning of a JPEG and its end: what it is, is known by that. */
const photo = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

export const here = { province: '33', regency: '33.01' };
export const elsewhere = { province: '73', regency: '73.01' };
const NOW = '2026-07-08T03:00:00Z';

/** The whole api on a database of its own, and the means to put a scene into the state that a call needs. */
export class World {
  #serial = 0;
  curriculum!: BuiltCurriculum;
  draft!: BuiltCurriculum;
  test!: BuiltTest;
  #passwordHash = '';

  private constructor(
    readonly api: AnApi,
    readonly db: DataSource,
  ) {}

  static async open(): Promise<World> {
    const api = await anApi({}, { clock: new FixedClock(NOW) });
    const world = new World(api, api.app.get(DataSource, { strict: false }));
    world.#passwordHash = await world.get(Passwords).hash(aPassword);
    world.curriculum = await aCurriculum(world.db, { lessons: { M0: 1, M1: 2, M2: 1, M7: 1 } });
    world.draft = await aCurriculum(world.db, { state: 'draft' });
    world.test = await aTest(world.db, { curriculumVersionId: world.curriculum.versionId });
    await world.get(Issuers).set('system', anIssuer());
    return world;
  }

  get now(): Date {
    return new Date(NOW);
  }

  close(): Promise<void> {
    return this.api.close();
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.api.app.get<T>(type as never, { strict: false });
  }

  async scene(place: { province: string; regency: string } = here): Promise<Scene> {
    const mark = `Wigati${lettersOf(++this.#serial)}`;
    const { province } = place;
    const run = await aRun(this.db, { curriculumVersionId: this.curriculum.versionId, state: 'running' });
    const classGroup = await aClassGroup(this.db, { run, provinceCode: province, name: `Kelas ${mark}` });
    const scene = { mark, ...place, runId: run.id, waveId: run.waveId, classGroupId: classGroup.id };
    const person = await this.participant(scene, `Rahayu ${mark}`);
    return { ...scene, person, ...(await this.#walkers(scene, person)) };
  }

  /** Another person of the scene's class, or of its run only. */
  async participant(
    scene: Pick<Scene, 'mark' | 'province' | 'regency' | 'runId' | 'classGroupId'>,
    fullName: string,
    given: { state?: EnrollmentState; isPlaced?: boolean; isInvited?: boolean } = {},
  ): Promise<Participant> {
    const { state = 'active', isPlaced = true, isInvited = false } = given;
    const { province, regency, runId, classGroupId } = scene;
    const libraryId = await aLibrary(this.db, { villageCode: `${regency}.01.2001` });
    const phone = `+6281${randomBytes(4).readUInt32BE()}`;
    const personId = await aPerson(this.db, { fullName, libraryId, phone, position: 'Pengelola' });
    const codes = await this.get(Accounts).invite(this.db.manager, [
      { personId, displayName: fullName, phone, email: null },
    ]);
    const classGroup = isPlaced ? { id: classGroupId, runId, provinceCode: province } : null;
    const enrollment = await anEnrollment(this.db, {
      run: { id: runId } as never,
      classGroup: classGroup as never,
      personId,
      libraryId,
      state,
      provinceCode: province,
      regencyCode: regency,
      name: fullName,
    });
    const grants: Grant[] = [{ personId, role: 'trainee', level: 'own' }];
    if (!isInvited) grants.push({ personId, role: 'classLeader', level: 'own' });
    await this.get(Accounts).grant(this.db.manager, grants);
    if (!isInvited) await this.#activate([personId]);
    const account = await this.one<{ id: string }>(`SELECT id FROM identity_account WHERE person_id = $1`, [
      personId,
    ]);
    return {
      personId,
      accountId: account.id,
      name: fullName,
      code: codes.get(personId) ?? '',
      libraryId,
      enrollmentId: enrollment.id,
    };
  }

  async #walkers(
    scene: Pick<Scene, 'mark' | 'province' | 'regency' | 'classGroupId'>,
    person: Participant,
  ): Promise<Pick<Scene, 'walkers' | 'withoutRole'>> {
    const working = Role.options.filter((role) => scopeLevelOf[role] !== 'own');
    const idOf = new Map<Role | null, string>([...working, null].map((role) => [role, randomUUID()]));
    const scopeIdOf = {
      class: scene.classGroupId,
      regency: scene.regency,
      province: scene.province,
      national: '',
      own: '',
    };
    await this.get(Accounts).invite(
      this.db.manager,
      // Who works in a place is no part of its secrets: the names are not marked.
      [...idOf].map(([role, personId]) => ({
        personId,
        displayName: `Petugas ${role ?? 'lama'}`,
        phone: null,
        email: null,
      })),
    );
    await this.get(Accounts).grant(
      this.db.manager,
      working.map((role) => ({
        personId: idOf.get(role) ?? '',
        role,
        level: scopeLevelOf[role],
        scopeId: scopeIdOf[scopeLevelOf[role]],
      })),
    );
    await this.#activate([...idOf.values()]);
    idOf.set('trainee', person.personId).set('classLeader', person.personId);
    const tokens = [...idOf].map(([role, personId]) => ({
      role,
      personId,
      id: randomUUID(),
      token: randomBytes(32).toString('base64url'),
    }));
    const rows: { id: string; account_id: string }[] = await this.db.query(
      `INSERT INTO identity_session (id, token_hash, account_id, role, shared_phone, user_agent, created_at, last_seen_at, expires_at)
       SELECT t.id, t.hash, a.id, t.role, false, 'walk', $2, $2, $2::timestamptz + interval '1 day'
       FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, hash text, "personId" uuid, role text)
       JOIN identity_account a ON a.person_id = t."personId" RETURNING id, account_id`,
      [JSON.stringify(tokens.map(({ token, ...rest }) => ({ ...rest, hash: sha256(token) }))), new Date(NOW)],
    );
    const walkers = tokens.map(({ role, personId, id, token }): [Role | null, Walker] => [
      role,
      {
        role,
        personId,
        sessionId: id,
        cookies: { bimtek_session: token },
        accountId: rows.find((row) => row.id === id)?.account_id ?? '',
      },
    ]);
    const byRole = new Map(walkers);
    const withoutRole = byRole.get(null);
    if (!withoutRole) throw new Error('nobody is without a role');
    byRole.delete(null);
    return { walkers: Object.fromEntries(byRole) as Record<Role, Walker>, withoutRole };
  }

  /** A password of all, hashed once. */
  async #activate(personIds: string[]): Promise<void> {
    await this.db.query(
      `UPDATE identity_account SET state = 'active', password_hash = $2, activated_at = $3 WHERE person_id = ANY($1::uuid[])`,
      [personIds, this.#passwordHash, new Date(NOW)],
    );
  }

  async one<T>(sql: string, parameters: unknown[] = []): Promise<T> {
    const rows: T[] = await this.db.query(sql, parameters);
    const [row] = rows;
    if (!row) throw new Error(`nothing was found by ${sql}`);
    return row;
  }

  /** The walker as services know them. */
  actor(scene: Scene, role: Role): Actor {
    const { personId, accountId, sessionId } = scene.walkers[role];
    const level = scopeLevelOf[role];
    const ids = {
      class: [scene.classGroupId],
      regency: [scene.regency],
      province: [scene.province],
      national: [],
      own: [],
    }[level];
    return {
      userId: personId,
      accountId,
      sessionId,
      displayName: `Petugas ${role}`,
      role,
      scope: { level, ids },
      permissions: new Set(permissionsOf(role)),
    };
  }

  async classState(scene: Scene, state: ClassGroupState): Promise<void> {
    await this.db.query(
      `UPDATE delivery_class_group SET state = $2, closed_at = CASE WHEN $2 = 'closed' THEN $3::timestamptz END WHERE id = $1`,
      [scene.classGroupId, state, new Date(NOW)],
    );
  }

  async state(scene: Scene, state: EnrollmentState, isPlaced = true): Promise<void> {
    await this.db.query(
      `UPDATE delivery_enrollment SET state = $2, class_group_id = CASE WHEN $3 THEN class_group_id END WHERE id = $1`,
      [scene.person.enrollmentId, state, isPlaced],
    );
  }

  async withTeam(scene: Scene): Promise<void> {
    for (const position of [0, 1]) {
      await this.db.query(
        `INSERT INTO delivery_class_trainer (class_group_id, person_id, position) VALUES ($1, $2, $3)`,
        [scene.classGroupId, randomUUID(), position],
      );
    }
    await this.db.query(`UPDATE delivery_class_group SET organizer_id = $2 WHERE id = $1`, [
      scene.classGroupId,
      scene.walkers.organizer.personId,
    ]);
  }

  async scores(scene: Scene): Promise<void> {
    await this.classState(scene, 'grading');
    await recordScores(this.db, scene.person.enrollmentId, passingScores());
  }

  async prepared(scene: Scene): Promise<string> {
    await this.scores(scene);
    const { classGroupId } = scene;
    const { preparedAt } = await this.get(Decisions).prepare(this.actor(scene, 'organizer'), {
      classGroupId,
    } as never);
    return preparedAt ?? '';
  }

  attempt(scene: Scene, isFinished = false) {
    const { enrollmentId: id, personId } = scene.person;
    return anAttempt(this.db, {
      test: this.test,
      enrollment: { id, personId },
      startedAt: new Date(isFinished ? '2026-07-07T03:00:00Z' : NOW),
      ...(isFinished ? { state: 'submitted', right: 10 } : {}),
    });
  }

  /** Work of the scene's person on T1 that waits for a mark. */
  async handedIn(
    scene: Scene,
    files: AttachedFileId[] = [],
  ): Promise<{ submissionId: SubmissionId; versionId: VersionId }> {
    const versionId = VersionId.parse(randomUUID());
    const content = { text: `Tugas ${scene.mark}`, link: null, checked: [], files, plan: null };
    await this.get(MyAssignments).handIn(
      this.actor(scene, 'trainee'),
      { assignmentCode: 'T1' },
      { id: versionId, content, draftRevision: 0 },
    );
    const { id } = await this.one<{ id: SubmissionId }>(
      `SELECT id FROM assignments_submission WHERE enrollment_id = $1 AND assignment_code = 'T1'`,
      [scene.person.enrollmentId],
    );
    return { submissionId: id, versionId };
  }

  /** A photo of the scene's person on its way to T1, of which nothing has arrived. */
  async uploading(scene: Scene): Promise<string> {
    const metadata = { assignmentCode: 'T1', name: `${scene.mark}.jpg` };
    const answer = await this.api.app.inject({
      method: 'POST',
      url: '/api/uploads',
      cookies: { ...scene.walkers.trainee.cookies },
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(photo.length),
        'upload-metadata': Object.entries(metadata)
          .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      },
    });
    return String(answer.headers.location).replace('/api/uploads/', '');
  }

  /** The same, whole. */
  async uploaded(scene: Scene): Promise<string> {
    const uploadId = await this.uploading(scene);
    await this.api.app.inject({
      method: 'PATCH',
      url: `/api/uploads/${uploadId}`,
      cookies: { ...scene.walkers.trainee.cookies },
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
      payload: photo,
    });
    return uploadId;
  }

  /** A file of the scene's person for T1, with blocks to be read as if it were a document. */
  async attached(scene: Scene): Promise<AttachedFileId> {
    const uploadId = await this.uploaded(scene);
    const me = this.actor(scene, 'trainee');
    const { id } = await this.get(AttachedFiles).attach(me, { assignmentCode: 'T1' }, { uploadId } as never);
    const blocks = [{ type: 'paragraph', text: [{ text: `Laporan ${scene.mark}` }] }];
    await this.db.query(`UPDATE assignments_file SET document = $2 WHERE id = $1`, [
      id,
      { blocks, isShortened: false, hasPictures: false },
    ]);
    return id;
  }

  /** The same, handed in. */
  async submittedFile(scene: Scene): Promise<{ submissionId: SubmissionId; fileId: AttachedFileId }> {
    const fileId = await this.attached(scene);
    const { submissionId } = await this.handedIn(scene, [fileId]);
    return { submissionId, fileId };
  }

  /** Who is a trainer of the scene's class, also by its team. */
  async trainerOf({ classGroupId, walkers }: Scene): Promise<string> {
    const { personId } = walkers.expertTrainer;
    await this.db.query(`INSERT INTO delivery_class_trainer VALUES ($1, $2, 0) ON CONFLICT DO NOTHING`, [
      classGroupId,
      personId,
    ]);
    return personId;
  }

  /** Work of the scene's person with two marks that are too far apart. */
  async disputed(
    scene: Scene,
    files: AttachedFileId[] = [],
  ): Promise<{ submissionId: SubmissionId; versionId: VersionId }> {
    const work = await this.handedIn(scene, files);
    const rules = { secondShare: 100, secondAssignments: ['T1'], maxDifference: 15, avoidsOwnRegency: false };
    await this.get(Markers).setRunMarking(this.actor(scene, 'nationalAdmin'), scene.runId, rules as never);
    const { submissionId, versionId } = work;
    const first = this.actor(scene, 'expertTrainer');
    await this.get(Marking).finish(first, submissionId, { versionId, content: fullMark, basedOn: 0 });
    const low = { ...fullMark, levels: { completeness: 1, clarity: 1 } } as const;
    const second = { ...first, userId: randomUUID() };
    await this.db.query(
      `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
       VALUES (gen_random_uuid(), $1, 'expertTrainer', 'class', $2, '2026-01-01')`,
      [second.userId, scene.classGroupId],
    );
    await this.get(Marking).finish(second, submissionId, { versionId, content: low, basedOn: 0 });
    return work;
  }

  /** A file of such work. */
  async disputedFile(scene: Scene): Promise<{ submissionId: SubmissionId; fileId: AttachedFileId }> {
    const fileId = await this.attached(scene);
    const { submissionId } = await this.disputed(scene, [fileId]);
    return { submissionId, fileId };
  }

  /** Work of the scene's person that lies with the trainer. */
  async allocated(scene: Scene): Promise<SubmissionId> {
    await this.trainerOf(scene);
    const { submissionId, versionId } = await this.handedIn(scene);
    await this.get(Allocations).allocateHandedIn(versionId);
    return submissionId;
  }

  /** The plan of the scene's person, handed in. */
  async planned(scene: Scene): Promise<SubmissionId> {
    const content = { text: '', link: null, checked: [], files: [], plan: aPlan() };
    await this.get(MyAssignments).handIn(
      this.actor(scene, 'trainee'),
      { assignmentCode: 'T7' },
      { id: VersionId.parse(randomUUID()), content, draftRevision: 0 },
    );
    const { id } = await this.one<{ id: SubmissionId }>(
      `SELECT id FROM assignments_submission WHERE enrollment_id = $1 AND assignment_code = 'T7'`,
      [scene.person.enrollmentId],
    );
    return id;
  }

  /** A sample that all trainers of the scene's run mark. */
  async sample(scene: Scene): Promise<string> {
    const sampleId = SampleId.parse(randomUUID());
    await this.get(Samples).put(
      this.actor(scene, 'masterTrainer'),
      { runId: scene.runId as never, sampleId },
      { assignmentCode: 'T1', text: `Contoh ${scene.mark}. `.repeat(5), sourceId: null },
    );
    return sampleId;
  }

  /** A release of T1 that waits for its time. */
  async plannedRelease(scene: Scene): Promise<string> {
    const planId = ReleasePlanId.parse(randomUUID());
    await this.get(ReleasePlans).plan(
      this.actor(scene, 'expertTrainer'),
      { classGroupId: scene.classGroupId as never, assignmentCode: 'T1', planId },
      { releaseAt: '2026-07-20T00:00:00Z', submissionIds: null },
    );
    return planId;
  }

  /** Work on T1 with a finished mark. */
  async marked(scene: Scene): Promise<SubmissionId> {
    const { submissionId, versionId } = await this.handedIn(scene);
    await this.get(Marking).finish(this.actor(scene, 'expertTrainer'), submissionId, {
      versionId,
      content: fullMark,
      basedOn: 0,
    });
    return submissionId;
  }

  /** The same, shown to the trainee; the marker has left since. */
  async released(scene: Scene): Promise<SubmissionId> {
    const submissionId = await this.marked(scene);
    await this.get(Releases).releaseFor(
      this.actor(scene, 'expertTrainer'),
      { classGroupId: scene.classGroupId, assignmentCode: 'T1' },
      {},
    );
    await this.db.query(
      `UPDATE assignments_mark SET marker_id = $2
       WHERE id = (SELECT mark_id FROM assignments_submission WHERE id = $1)`,
      [submissionId, randomUUID()],
    );
    return submissionId;
  }

  /** Work of the scene's person, and of somebody else with the same words. */
  async alike(scene: Scene): Promise<{ submissionId: string; otherId: string }> {
    const { submissionId, versionId } = await this.handedIn(scene);
    const other = await this.participant(scene, `Suparno ${scene.mark}`);
    const [otherId, otherVersionId] = [randomUUID(), randomUUID()];
    await this.db.query(
      `INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision,
         first_submitted_at, submitted_at)
       SELECT $2, $3, assignment_code, module_code, state, versions, draft_revision, first_submitted_at, submitted_at
       FROM assignments_submission WHERE id = $1`,
      [submissionId, otherId, other.enrollmentId],
    );
    await this.db.query(
      `INSERT INTO assignments_version SELECT $2, $3, number, content, submitted_by, submitted_at, late_days, 'K-7QM4-' || $4
       FROM assignments_version WHERE id = $1`,
      [
        versionId,
        otherVersionId,
        otherId,
        lettersOf(++this.#serial).padStart(4, 'B').slice(-4).toUpperCase(),
      ],
    );
    await this.db.query(`INSERT INTO assignments_similar_pair VALUES ($1, $2, 1, 100), ($2, $1, 1, 100)`, [
      versionId,
      otherVersionId,
    ]);
    return { submissionId, otherId };
  }

  /** A photo of the scene's person, and one of somebody else that looks like it. */
  async alikePhotos(scene: Scene): Promise<{ submissionId: string; fileId: string; otherFileId: string }> {
    const { submissionId, fileId } = await this.submittedFile(scene);
    const other = await this.participant(scene, `Suparno ${scene.mark}`);
    const otherFileId = randomUUID();
    const preview = await this.file(scene, 'image/webp');
    await this.db.query(
      `INSERT INTO assignments_file (id, original_id, owner_id, enrollment_id, assignment_code, kind, attached_at, preview,
         preview_tries, preview_id, kept_at)
       SELECT $2, original_id, $3, $4, assignment_code, kind, attached_at, preview, 0, $5, kept_at
       FROM assignments_file WHERE id = $1`,
      [fileId, otherFileId, other.personId, other.enrollmentId, preview],
    );
    await this.db.query(
      `INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision,
         first_submitted_at, submitted_at)
       SELECT gen_random_uuid(), $2, assignment_code, module_code, state, versions, draft_revision, first_submitted_at,
         submitted_at FROM assignments_submission WHERE id = $1`,
      [submissionId, other.enrollmentId],
    );
    await this.db.query(`INSERT INTO assignments_photo_pair VALUES ($1, $2, 2), ($2, $1, 2)`, [
      fileId,
      otherFileId,
    ]);
    return { submissionId, fileId, otherFileId };
  }

  /** An appeal of the scene's person about such a mark. */
  async appealed(scene: Scene): Promise<AppealId> {
    await this.released(scene);
    const id = AppealId.parse(randomUUID());
    const reason = `Mohon dibaca lagi: ${scene.mark}`;
    await this.get(MyAppeals).make(this.actor(scene, 'trainee'), { assignmentCode: 'T1' }, { id, reason });
    return id;
  }

  /** A message to the walker that names the scene. */
  async message(scene: Scene, { personId }: Walker): Promise<string> {
    const dedupeKey = randomUUID();
    const params = { title: scene.mark };
    await this.get(Notifier).notify(this.db.manager, markReleasedMessage, [
      { recipientId: personId, dedupeKey, params, link: '/tugas/T1' },
    ]);
    const { id } = await this.one<{ id: string }>(
      `SELECT id FROM notification_message WHERE dedupe_key = $1`,
      [dedupeKey],
    );
    return id;
  }

  /** A certificate of the scene's person whose file is there. */
  async certificate(scene: Scene): Promise<string> {
    await this.classState(scene, 'closed');
    await this.state(scene, 'passed');
    const { id } = await this.get(Certificates).issueFor({
      enrollmentId: scene.person.enrollmentId,
      personId: scene.person.personId,
      runId: scene.runId,
      classGroupId: scene.classGroupId,
      curriculumVersionId: this.curriculum.versionId,
      finalScore: 87.42,
      grade: 'Memuaskan',
      attendanceRate: '93.75',
      decidedAt: '2026-07-08T02:00:00.000Z',
    });
    const file = await this.file(scene, 'application/pdf');
    await this.db.query(
      `UPDATE certification_certificate SET file_id = $2, size_bytes = 4, pdf_sha256 = 'x' WHERE id = $1`,
      [id, file],
    );
    return id;
  }

  async file(scene: Scene, mediaType: string): Promise<string> {
    const file = await this.get(Files).store(this.db.manager, {
      fileName: `${scene.mark}.bin`,
      mediaType,
      bytes: Buffer.from(scene.mark),
      createdBy: null,
    });
    return file.id;
  }

  /** A live session of the scene's class, begun a little ago unless told otherwise. */
  async liveSession(scene: Scene, startsAt = '2026-07-08T02:30:00Z'): Promise<string> {
    const id = randomUUID();
    await this.db.query(
      `INSERT INTO live_session (id, run_id, class_group_id, kind, module_code, title, lesson_hours, starts_at, ends_at, state,
         stage, created_at, changed_at)
       VALUES ($1, $2, $3, 'class', 'M1', $4, 2, $5, $5::timestamptz + interval '90 minutes', 'planned',
         '{"provider":"link","url":"https://zoom.us/j/1"}', $6, $6)`,
      [id, scene.runId, scene.classGroupId, `Sesi ${scene.mark}`, startsAt, new Date(NOW)],
    );
    return id;
  }

  /** The code for coming to one that the scene's person may use now. */
  async sessionCode(scene: Scene): Promise<{ sessionId: SessionId; code: string }> {
    const sessionId = (await this.liveSession(scene)) as SessionId;
    const trainer = this.actor(scene, 'expertTrainer');
    const { codes } = await this.get(SessionAttendance).codes(trainer, { sessionId });
    return { sessionId, code: codes[0]?.code ?? '' };
  }

  /** A correction that the scene's person has asked for. */
  async correction(scene: Scene): Promise<CorrectionId> {
    const sessionId = (await this.liveSession(scene)) as SessionId;
    const id = randomUUID() as CorrectionId;
    const asked = { id, reason: `Listrik padam, ${scene.mark}` };
    await this.get(MyRequests).askCorrection(this.actor(scene, 'trainee'), { sessionId }, asked);
    return id;
  }

  /** An excuse that the scene's person has handed in, of a session about which there are questions or none. */
  async excuse(
    scene: Scene,
    given: { isGranted?: boolean; module?: string } = {},
  ): Promise<{ sessionId: SessionId; excuseId: ExcuseId }> {
    const sessionId = (await this.liveSession(scene)) as SessionId;
    if (given.module) {
      await this.db.query(`UPDATE live_session SET module_code = $2 WHERE id = $1`, [
        sessionId,
        given.module,
      ]);
    }
    const excuseId = randomUUID() as ExcuseId;
    const query = {
      id: excuseId,
      kind: 'sick' as const,
      note: `Demam, ${scene.mark}`,
      fileName: 'surat.jpg',
    };
    const file = { stream: Readable.from([photo]), fileName: 'surat.jpg' };
    await this.get(MyRequests).askExcuse(this.actor(scene, 'trainee'), { sessionId }, query, file);
    if (given.isGranted) {
      const decision = { isGranted: true, reason: 'Surat dokter jelas' };
      await this.get(AttendanceRequests).decideExcuse(
        this.actor(scene, 'expertTrainer'),
        { excuseId },
        decision,
      );
    }
    return { sessionId, excuseId };
  }

  /** One whose substitute task has been written. */
  async substitute(scene: Scene): Promise<ExcuseId> {
    const { sessionId, excuseId } = await this.excuse(scene, { isGranted: true, module: 'M0' });
    const text = `Saya membaca notula, ${scene.mark}. `.repeat(12);
    await this.get(MyRequests).writeSubstitute(this.actor(scene, 'trainee'), { sessionId }, { text });
    return excuseId;
  }

  /** Evidence with a document about the scene's person. */
  async evidence(scene: Scene): Promise<{ sessionId: string; enrollmentId: string; evidenceId: string }> {
    const { sessionId } = await this.excuse(scene, { isGranted: true });
    const [row]: { id: string }[] = await this.db.query(
      `SELECT id FROM live_attendance_evidence WHERE session_id = $1`,
      [sessionId],
    );
    return { sessionId, enrollmentId: scene.person.enrollmentId, evidenceId: row?.id ?? '' };
  }

  /** A list of a hall that this walker has begun. */
  async venueList(scene: Scene, me: Walker): Promise<{ sessionId: SessionId; listId: VenueListId }> {
    const sessionId = (await this.liveSession(scene)) as SessionId;
    const listId = randomUUID() as VenueListId;
    const ticks = { venue: 'Aula Dinas', ticked: [scene.person.enrollmentId] as never[], unticked: [] };
    const role = Object.entries(scene.walkers).find(([, walker]) => walker === me)?.[0] as Role;
    await this.get(VenueAttendance).tick(this.actor(scene, role), { sessionId, listId }, ticks);
    return { sessionId, listId };
  }

  /** A participant report with a row of the scene's person. */
  async participantReport(scene: Scene): Promise<{ sessionId: SessionId; reportId: string; key: string }> {
    const sessionId = (await this.liveSession(scene)) as SessionId;
    const csv = `Name,User Email,Join Time,Leave Time,Duration (Minutes)\n${scene.mark},,2026-07-08 09:30:00,2026-07-08 10:00:00,30\n`;
    const file = { stream: Readable.from([Buffer.from(csv)]), fileName: 'peserta.csv' };
    const report = await this.get(ParticipantReports).upload(
      this.actor(scene, 'expertTrainer'),
      { sessionId },
      file,
    );
    return { sessionId, reportId: report.id, key: report.rows[0]?.key ?? '' };
  }

  /** One with a poll that has not been opened. */
  async livePoll(scene: Scene): Promise<{ sessionId: string; pollId: string }> {
    const [sessionId, pollId] = [await this.liveSession(scene), randomUUID()];
    await this.db.query(
      `INSERT INTO live_poll (id, session_id, position, kind, question, options, scale_to, changeable, live_results, state,
         created_by, created_at)
       VALUES ($1, $2, 1, 'scale', $3, '[]', 5, true, true, 'draft', $4, $5)`,
      [pollId, sessionId, `Polling ${scene.mark}`, scene.walkers.expertTrainer.personId, new Date(NOW)],
    );
    return { sessionId, pollId };
  }

  /** One with slides of a single page. */
  async slides(scene: Scene): Promise<{ sessionId: string; deckId: string }> {
    const [sessionId, deckId] = [await this.liveSession(scene), randomUUID()];
    const fileId = await this.file(scene, 'image/webp');
    await this.db.query(
      `INSERT INTO live_slide_deck (id, session_id, original_id, file_name, state, pages, created_by, created_at)
       VALUES ($1, $2, $3, $4, 'ready', $5, $6, $7)`,
      [
        deckId,
        sessionId,
        fileId,
        `Paparan ${scene.mark}.pdf`,
        JSON.stringify([{ fileId, width: 1280, height: 720, bytes: 10 }]),
        scene.walkers.expertTrainer.personId,
        new Date(NOW),
      ],
    );
    return { sessionId, deckId };
  }

  /** A sheet of scores that the scene's organizer has uploaded and that has been checked. */
  async scoreImport(scene: Scene): Promise<string> {
    const { id } = await this.get(Imports).start(this.actor(scene, 'organizer'), {
      kind: 'graduation.scores',
      options: { classGroupId: scene.classGroupId, classCode: 'X', className: scene.mark },
      fileName: `nilai-${scene.mark}.csv`,
      stream: Readable.from([Buffer.from(`Kode Peserta,Nilai Rencana\n${scene.person.code},80\n`)]),
    });
    await this.db.query(
      `UPDATE platform_import SET state = 'checked', rows_total = 1, rows_ready = 1, finished_at = $2 WHERE id = $1`,
      [id, new Date(NOW)],
    );
    return id;
  }

  /** A decree that names somebody of the scene's province who has not been invited. */
  async decree(scene: Scene): Promise<string> {
    const id = randomUUID();
    await this.db.query(
      `INSERT INTO registry_decree (id, number, decided_on, title, created_at) VALUES ($1, $2, '2026-05-01', 'Penetapan penerima', now())`,
      [id, `SK/${scene.mark}`],
    );
    const libraryId = await aLibrary(this.db, { villageCode: `${scene.regency}.01.2001` });
    const displayName = `Calon ${scene.mark}`;
    const personId = await aPerson(this.db, { fullName: displayName, libraryId });
    await this.get(Accounts).invite(this.db.manager, [{ personId, displayName, phone: null, email: null }]);
    await this.db.query(
      `INSERT INTO registry_candidate (decree_id, library_id, person_id, quota, created_at) VALUES ($1, $2, $3, 1, now())`,
      [id, libraryId, personId],
    );
    return id;
  }

  async grantId(walker: Walker): Promise<string> {
    const { id } = await this.one<{ id: string }>(
      `SELECT id FROM identity_role_grant WHERE person_id = $1 AND role = $2`,
      [walker.personId, walker.role],
    );
    return id;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** 1 → `bb`, 2 → `bc`: letters only, as names have no digits. */
function lettersOf(number: number): string {
  const letters = 'bcdfghjklmnp';
  const rest = number >= letters.length ? lettersOf(Math.floor(number / letters.length)) : 'z';
  return rest + (letters[number % letters.length] ?? '');
}
