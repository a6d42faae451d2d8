import { AttemptResults, loadQuestions, QuestionBanks } from '@bimtek/assessment-server';
import { Certificates, Issuers } from '@bimtek/certification-server';
import { renderCertificate } from '@bimtek/certification-contracts';
import { Curricula, sppTikFolder } from '@bimtek/curriculum-server';
import { type ClassGroupId, type EnrollmentId, type RunId, type WaveId } from '@bimtek/delivery-contracts';
import {
  AdvanceClassGroups,
  ClassGroupPlans,
  ClassGroups,
  Invitations,
  Placements,
  Runs,
} from '@bimtek/delivery-server';
import { participantPassed } from '@bimtek/graduation-contracts';
import { Decisions } from '@bimtek/graduation-server';
import { permissionsOf, type Role, scopeLevelOf } from '@bimtek/identity-contracts';
import { Accounts, type Grant } from '@bimtek/identity-server';
import type { Actor } from '@bimtek/platform-contracts';
import { AuditLog } from '@bimtek/platform-server';
import { People, putCandidates, putDecree, putLibraries } from '@bimtek/registry-server';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Chance } from './chance.ts';
import { type Character, type Course, LearningStories } from './learning-story.ts';
import {
  decidedAt,
  later,
  openedAt,
  placedAt,
  type SeasonCalendar,
  seasonCalendar,
  type WaveDates,
} from './season-calendar.ts';
import {
  CLASS_SIZE,
  type InventedSeason,
  inventSeason,
  type PlannedClass,
  type StaffMember,
  type StaffRole,
  type Trainee,
} from './season-people.ts';
import { importedScores } from './season-scores.ts';
import { type SeasonClock, SeasonIds } from './season-sources.ts';
import { withKeysSetAside } from './set-aside.ts';
import { type SeasonStaff, Teams } from './season-teams.ts';
import {
  activate,
  chunksOf,
  ConfirmedNames,
  EnrollmentChanges,
  LearningWriter,
  SEASON_PASSWORD,
} from './season-writers.ts';

export interface SeasonWish {
  seed: string;
  people: number;
  /** The day on which the season is half over, as `2026-07-06`. */
  today: string;
}

/** The audit entry that says a season is complete. */
const LOADED = 'season.loaded';
const DECREE = '2138/PPUK/SK/CONTOH';

const ISSUER = {
  place: 'Jakarta',
  activityCode: 'SPP-TIK',
  unitCode: 'PPUK',
  trainingName: 'Bimbingan Teknis Strategi Pengembangan Perpustakaan dan Teknologi Informasi Komunikasi',
  programName: 'Program Transformasi Perpustakaan Berbasis Inklusi Sosial',
};

/** The tables that get most rows, and keys of their own alone. */
const FILLED = {
  tests: ['assessment_answer'],
  lessons: ['learning_lesson_progress', 'graduation_component_score'],
};

/** All that lists and pages ask about; texts and documents are of no use to a plan, and dear to count. */
const COUNTED = `registry_region, registry_library, registry_person, registry_candidate, identity_account,
  identity_role_grant, delivery_class_group, delivery_enrollment, learning_lesson_progress,
  assessment_attempt (id, test_id, enrollment_id, person_id, state, started_at, closes_at, finished_at, score),
  assessment_answer (attempt_id, question_id, saved_at), graduation_component_score (enrollment_id, component, source),
  graduation_decision (enrollment_id, class_group_id, outcome, state, sort_name), platform_outbox (name, created_at, handled_at),
  certification_certificate (id, enrollment_id, person_id, class_group_id, province_code, validity, file_id),
  platform_audit_entry (id, at, actor_id, action, subject_type, subject_id)`;

interface Class extends PlannedClass {
  id: ClassGroupId;
  wave: WaveDates;
  /** Place among the classes of its wave. */
  order: number;
  organizer: Actor;
  trainerIds: string[];
  people: Learner[];
  isOpened: boolean;
}

interface Learner extends Trainee, Character {
  personId: string;
  enrollmentId: EnrollmentId;
  regencyCode: string;
  /** Left the class: did not come, or withdrew. */
  exit: 'noShow' | 'withdrawn' | null;
}

/** The season was there already, or there are people who are not of this season. */
export class SeasonRefused extends Error {}

/**
 * A national season that is half over: who takes part comes from a seed, the rules and the order of things from the
 * services themselves wherever a use case decides something (classes, seats, decisions, certificates). What thousands
 * of people do alone is written in large statements, shaped as the services would have written it.
 */
export class NationalSeason {
  readonly #db: DataSource;
  readonly #calendar: SeasonCalendar;
  readonly #chance: Chance;
  #say: (what: string) => void = () => undefined;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SeasonClock,
    private readonly ids: SeasonIds,
    private readonly wish: SeasonWish,
  ) {
    this.#db = app.get(DataSource);
    this.#calendar = seasonCalendar(wish.today);
    this.#chance = new Chance(`${wish.seed}/people`);
  }

  /** Makes the season; false when exactly this one is there already. Throws SeasonRefused over other people's data. */
  async make(say: (what: string) => void = () => undefined): Promise<boolean> {
    this.#say = say;
    if (await this.#isThere()) return false;
    this.clock.set(this.#calendar.preparedAt);
    const curriculumVersionId = await this.#curriculum();
    const invented = await inventSeason(
      this.#db.manager,
      this.#chance,
      this.ids,
      this.wish.people,
      this.wish.seed,
    );
    const personIds = await this.#register(invented);
    await this.#analyze('registry_library, registry_person, identity_account');
    const staff = await this.#staff(invented, personIds.staff);
    const admin = this.#actor(staff, 'nationalAdmin');
    this.#say('people, libraries and accounts');
    const runId = await this.#plan(admin, curriculumVersionId);
    const classes = await this.#classes(admin, runId, invented, personIds.trainees, staff);
    this.#say('run, waves, classes, invitations');
    await this.#analyze('delivery_enrollment');
    await this.#enroll(classes, staff);
    this.#foresee(classes);
    // Neither writes what the other reads, and each has chances and ids of its own: the season stays the same.
    await Promise.all([this.#seat(admin, classes), this.#learn(classes, curriculumVersionId)]);
    this.#say('seats, opened classes, lessons, attempts, answers, scores');
    await this.#advance();
    await this.#decide(admin, classes);
    this.#say('decisions');
    await this.#issue();
    this.#say('certificates');
    await this.#finish(classes);
    return true;
  }

  /** Sign-in names to try the season with. */
  async accounts(): Promise<{ role: string; signIn: string; password: string; note: string }[]> {
    const rows: { role: string; code: string; name: string }[] = await this.#db.query(
      `SELECT DISTINCT ON (g.role) g.role, a.participant_code AS code, a.display_name AS name
       FROM identity_role_grant g JOIN identity_account a ON a.person_id = g.person_id
       WHERE a.state = 'active' AND g.valid_to IS NULL
         AND (g.role <> 'trainee' OR g.person_id IN (
           SELECT e.person_id FROM delivery_enrollment e JOIN delivery_class_group c ON c.id = e.class_group_id
           WHERE e.state = 'active' AND c.state = 'running'))
       ORDER BY g.role, a.participant_code`,
    );
    return rows.map(({ role, code, name }) => ({
      role,
      signIn: code,
      password: SEASON_PASSWORD,
      note: name,
    }));
  }

  async #isThere(): Promise<boolean> {
    const [loaded]: { after: SeasonWish }[] = await this.#db.query(
      `SELECT after FROM platform_audit_entry WHERE subject_type = 'season' AND action = $1`,
      [LOADED],
    );
    const { seed, people, today } = this.wish;
    const asked = { seed, people, today };
    if (loaded) {
      const there = loaded.after;
      if (there.seed === seed && there.people === people && there.today === today) return true;
      throw new SeasonRefused(
        `Another season is loaded (${JSON.stringify(there)}), not ${JSON.stringify(asked)}: begin with an empty database.`,
      );
    }
    const [found]: [{ people: number }] = await this.#db.query(
      `SELECT (SELECT count(*) FROM registry_person)::int + (SELECT count(*) FROM identity_account)::int
         + (SELECT count(*) FROM delivery_run)::int AS people`,
    );
    if (found.people > 0) {
      throw new SeasonRefused('This database has people who are not of the season: it is left as it is.');
    }
    return false;
  }

  async #curriculum(): Promise<string> {
    return this.#db.transaction(async (tx) => {
      const curricula = this.app.get(Curricula);
      const { versionId } = await curricula.loadPackage(tx, 'system', sppTikFolder);
      await loadQuestions(tx, versionId, sppTikFolder, this.ids);
      await curricula.putInUse(tx, 'system', versionId);
      return versionId;
    });
  }

  /** Libraries, people, accounts, the decree: as an import writes them. */
  async #register({ libraries, staff, trainees }: InventedSeason) {
    const people = this.app.get(People);
    const accounts = this.app.get(Accounts);
    return this.#db.transaction(async (tx) => {
      const idOfLibrary = new Map<string, string>();
      for (const some of chunksOf(libraries, 2_000)) {
        // The same village may be drawn twice; a library of the same name in it is the same library.
        const once = [...new Map(some.map((one) => [`${one.villageCode} ${one.nameKey}`, one])).values()];
        const saved = await putLibraries(tx, once, this.clock.now());
        const ids = new Map(saved.map(({ id, villageCode, nameKey }) => [`${villageCode} ${nameKey}`, id]));
        for (const one of some)
          idOfLibrary.set(one.id, ids.get(`${one.villageCode} ${one.nameKey}`) ?? one.id);
      }
      const add = async (list: readonly (Trainee | StaffMember)[]) => {
        const ids: string[] = [];
        for (const some of chunksOf(list, 2_000)) {
          const here = some.map((one) => ({
            ...one,
            libraryId: idOfLibrary.get(one.libraryId ?? '') ?? null,
          }));
          const added = await people.add(tx, here);
          ids.push(...added);
          await accounts.invite(
            tx,
            here.map(({ displayName, phone, email }, index) => ({
              personId: added[index] ?? '',
              displayName,
              phone,
              email,
            })),
          );
        }
        return ids;
      };
      const ids = { staff: await add(staff), trainees: [] as string[] };
      this.clock.set(later(this.#calendar.invitedAt, -1));
      ids.trainees = await add(trainees);
      const decreeId = await putDecree(
        tx,
        {
          id: this.ids.next(),
          number: DECREE,
          decidedOn: this.#calendar.decidedOn,
          title: `Penetapan peserta Bimtek SPP-TIK daring ${this.#calendar.year}`,
        },
        this.clock.now(),
      );
      const candidates = trainees.map(({ libraryId, quota }, index) => ({
        libraryId: idOfLibrary.get(libraryId) ?? libraryId,
        personId: ids.trainees[index] ?? '',
        quota,
      }));
      for (const some of chunksOf(candidates, 2_000))
        await putCandidates(tx, decreeId, some, this.clock.now());
      for (const some of chunksOf(ids.trainees, 2_000)) {
        await accounts.grant(
          tx,
          some.map((personId) => ({ personId, role: 'trainee', level: 'own', scopeId: personId })),
        );
      }
      return ids;
    });
  }

  async #staff({ staff }: InventedSeason, ids: string[]): Promise<SeasonStaff> {
    this.clock.set(this.#calendar.preparedAt);
    const members = staff.map((one, index) => ({ ...one, personId: ids[index] ?? '' }));
    await this.#db.transaction(async (tx) => {
      await activate(
        tx,
        members.map(({ personId }) => ({ personId, at: this.#calendar.preparedAt })),
      );
      const grants = members.flatMap(({ personId, role, provinceCode, regencyCode }): Grant[] => {
        const level = scopeLevelOf[role];
        if (level === 'province') return [{ personId, role, level, scopeId: provinceCode }];
        if (level === 'regency') return [{ personId, role, level, scopeId: regencyCode }];
        // Roles for classes are given with the classes.
        return level === 'national' ? [{ personId, role, level }] : [];
      });
      await this.app.get(Accounts).grant(tx, grants);
    });
    const byRole = Map.groupBy(members, ({ role }) => role);
    const of = (role: StaffRole) => byRole.get(role) ?? [];
    const admin = this.#actor({ of }, 'nationalAdmin');
    const [signatory] = of('signatory');
    const official = (one: StaffMember | undefined) => ({
      name: one?.displayName ?? '',
      ...(one?.civilServantId ? { civilServantId: one.civilServantId } : {}),
    });
    await this.app.get(Issuers).set(admin, {
      ...ISSUER,
      signatory: { title: 'Kepala Pusat Pengembangan Perpustakaan Umum dan Khusus', ...official(signatory) },
      organizerChair: official(of('nationalAdmin')[1] ?? of('nationalAdmin')[0]),
    });
    return { of };
  }

  async #plan(admin: Actor, curriculumVersionId: string): Promise<RunId> {
    const { year, startsOn, endsOn, waves, invitedAt } = this.#calendar;
    this.clock.set(later(invitedAt, -3));
    const runs = this.app.get(Runs);
    const id = this.ids.next<RunId>();
    const [decree]: { id: string }[] = await this.#db.query(
      `SELECT id FROM registry_decree WHERE number = $1`,
      [DECREE],
    );
    await runs.create(admin, {
      id,
      name: `Bimtek SPP-TIK Daring ${year}`,
      year,
      mode: 'online',
      curriculumVersionId,
      decreeId: decree?.id ?? null,
      startsOn,
      endsOn,
    });
    for (const wave of waves) {
      const { number, startsOn: from, endsOn: to } = wave;
      await runs.createWave(admin, id, { id: this.ids.next<WaveId>(), number, startsOn: from, endsOn: to });
    }
    this.clock.set(invitedAt);
    await this.app.get(Invitations).invite(admin, id, { decreeId: decree?.id ?? '' });
    return id;
  }

  /** Classes with their teams, province by province, spread over the waves. */
  async #classes(
    admin: Actor,
    runId: RunId,
    { classes: planned, trainees, provinces }: InventedSeason,
    personIds: string[],
    staff: SeasonStaff,
  ): Promise<Class[]> {
    this.clock.set(later(this.#calendar.invitedAt, -2));
    const waves: { id: WaveId; number: number }[] = await this.#db.query(
      `SELECT id, number FROM delivery_wave WHERE run_id = $1 ORDER BY number`,
      [runId],
    );
    const enrolled: { id: EnrollmentId; personId: string; regencyCode: string }[] = await this.#db.query(
      `SELECT id, person_id AS "personId", regency_code AS "regencyCode" FROM delivery_enrollment WHERE run_id = $1`,
      [runId],
    );
    const enrollmentOf = new Map(enrolled.map((one) => [one.personId, one]));
    const teams = new Teams(this.#chance, staff, provinces);
    const orders = new Map<number, number>();
    const classes: Class[] = [];
    for (const [index, one] of planned.entries()) {
      const wave = this.#calendar.waves[index % waves.length];
      const stored = waves[index % waves.length];
      if (!wave || !stored) throw new Error('The season has no waves');
      const order = orders.get(wave.number) ?? 0;
      orders.set(wave.number, order + 1);
      const id = this.ids.next<ClassGroupId>();
      const { organizer, trainerIds } = teams.for(one.province, wave.number);
      await this.app.get(ClassGroupPlans).create(admin, {
        id,
        waveId: stored.id,
        provinceCode: one.province.code,
        capacity: CLASS_SIZE,
        trainerIds,
        organizerId: organizer.personId,
      });
      const people = trainees.slice(one.from, one.from + one.size).flatMap((trainee, place): Learner[] => {
        const personId = personIds[one.from + place] ?? '';
        const found = enrollmentOf.get(personId);
        if (!found) return [];
        return [
          {
            ...trainee,
            personId,
            enrollmentId: found.id,
            regencyCode: found.regencyCode,
            ...this.#character(),
          },
        ];
      });
      classes.push({
        ...one,
        id,
        wave,
        order,
        organizer: this.#actorOf(organizer, 'organizer', [id]),
        trainerIds,
        people,
        isOpened: false,
      });
    }
    return classes;
  }

  #character(): Character & Pick<Learner, 'exit'> {
    const exit = this.#chance.isLikely(0.014) ? 'noShow' : this.#chance.isLikely(0.008) ? 'withdrawn' : null;
    const ability = Math.min(0.97, Math.max(0.3, this.#chance.around(0.82, 0.1)));
    return { ability, diligence: Math.sqrt(this.#chance.share()), exit };
  }

  /** Activation, registration, verification: of everybody in the first four waves, of the last one as far as it is. */
  async #enroll(classes: Class[], staff: SeasonStaff): Promise<void> {
    const { now, invitedAt } = this.#calendar;
    const verifiers = new Map(staff.of('provincialAdmin').map((one) => [one.provinceCode, one]));
    await this.#db.transaction(async (tx) => {
      const activated: { personId: string; at: Date }[] = [];
      const changes = new EnrollmentChanges(tx, this.ids);
      for (const { wave, people, province } of classes) {
        const verifier = verifiers.get(province.code);
        const isLast = wave.number === this.#calendar.waves.length;
        // Who is to be seated must be verified by then; in the last wave people come as they come.
        const latest = isLast ? now : later(placedAt(wave), -2);
        for (const person of people) {
          const far = isLast ? this.#chance.share() : 1;
          if (far < 0.42) continue;
          if (far < 0.45) {
            await changes.add(
              person,
              'invited',
              'withdrawn',
              later(now, -this.#chance.between(1, 9)),
              verifier,
              'Mengundurkan diri sebelum kelas dimulai.',
            );
            continue;
          }
          const span = latest.getTime() - invitedAt.getTime();
          const registeredAt = new Date(
            Math.floor(invitedAt.getTime() + span * this.#chance.between(0.02, 0.7)),
          );
          activated.push({ personId: person.personId, at: registeredAt });
          await changes.add(person, 'invited', 'registered', registeredAt, 'system');
          if (far < 0.62) continue;
          const checkedAt = new Date(
            Math.floor(registeredAt.getTime() + span * this.#chance.between(0.02, 0.28)),
          );
          if (far < 0.66) {
            await changes.add(
              person,
              'registered',
              'needsCorrection',
              checkedAt,
              verifier,
              'Nama belum sesuai dengan KTP; mohon diperbaiki.',
            );
          } else await changes.add(person, 'registered', 'verified', checkedAt, verifier);
        }
      }
      await changes.end();
      await activate(tx, activated);
    });
  }

  /** Which classes will have been opened, and who will have left them. */
  #foresee(classes: Class[]): void {
    const { now, waves } = this.#calendar;
    for (const group of classes) {
      group.isOpened = group.wave.number !== waves.length && openingOf(group) <= now;
      if (!group.isOpened || group.wave.startsAt <= now) continue;
      for (const person of group.people) person.exit = null;
    }
  }

  /** Seats of the first four waves, opened classes, a leader for each, and who did not come. */
  async #seat(admin: Actor, classes: Class[]): Promise<void> {
    const { now } = this.#calendar;
    for (const group of classes) {
      if (group.wave.number === this.#calendar.waves.length) continue;
      this.clock.set(placedAt(group.wave));
      const ids = group.people.map(({ enrollmentId }) => enrollmentId);
      await this.app.get(Placements).place(admin, group.id, { ids }, false);
      if (!group.isOpened) continue;
      this.clock.set(openingOf(group));
      await this.#db.transaction(async (tx) => {
        await this.app.get(ClassGroups).open(tx, admin, group.id);
        const leader = group.people.find(({ exit }) => exit === null);
        if (leader) {
          const own = { level: 'own', scopeId: leader.personId } as const;
          await this.app
            .get(Accounts)
            .grant(tx, [{ personId: leader.personId, role: 'classLeader', ...own }]);
        }
      });
    }
    await this.#db.transaction(async (tx) => {
      const changes = new EnrollmentChanges(tx, this.ids);
      const names = new ConfirmedNames(tx);
      for (const { people, isOpened, wave, organizer } of classes) {
        if (!isOpened) continue;
        for (const person of people) {
          if (person.exit === 'noShow') {
            await changes.add(
              person,
              'active',
              'noShow',
              later(wave.startsAt, 1, 3),
              organizer,
              'Tidak hadir dan tidak dapat dihubungi.',
            );
          } else if (person.exit === 'withdrawn') {
            await changes.add(
              person,
              'active',
              'withdrawn',
              later(wave.startsAt, 0, 12),
              organizer,
              'Mengundurkan diri karena tugas lain di desa.',
            );
          } else if (this.#chance.isLikely(0.9)) {
            const at = later(openedAt(wave, true), this.#chance.between(4, 13), 3);
            if (at < now) names.add(person, at);
          }
        }
      }
      await changes.end();
      await names.end();
    });
  }

  async #learn(classes: Class[], curriculumVersionId: string): Promise<void> {
    const course = await this.#course(curriculumVersionId);
    const chance = new Chance(`${this.wish.seed}/learning`);
    const ids = new SeasonIds(`${this.wish.seed}/learning`, this.clock);
    const stories = new LearningStories(course, (at) => ids.at(at));
    const { now } = this.#calendar;
    await this.#filling(FILLED, async (tests, lessons) => {
      const writer = new LearningWriter(tests, lessons, ids, curriculumVersionId);
      for (const group of classes) {
        if (!group.isOpened || group.wave.startsAt > now) continue;
        const { scored } = decidedAt(group.wave, group.order);
        const isOver = later(group.wave.startsAt, 5) <= now;
        const wave = { startsAt: group.wave.startsAt, timeZone: group.province.timeZone };
        for (const person of group.people) {
          if (person.exit) continue;
          const isSomethingOpen = !isOver && chance.isLikely(0.03);
          const story = stories.tell(chance, person, wave, isOver ? scored : now, isSomethingOpen);
          await writer.story(person, story);
          const share = isOver ? (markingOf(group) === 'half' ? 0.5 : 1) : group.order % 3 === 0 ? 0.17 : 0;
          if (share === 0) continue;
          const at = isOver ? scored : later(group.wave.startsAt, 1, 14);
          const scores = importedScores(chance, person, course.structure, at, share);
          await writer.imported(person, scores, group.organizer);
        }
      }
      await writer.end();
    });
  }

  /** Two transactions side by side, each with the keys of its tables set aside: PostgreSQL writes on two cores. */
  async #filling(
    { tests, lessons }: typeof FILLED,
    work: (tests: EntityManager, lessons: EntityManager) => Promise<void>,
  ): Promise<void> {
    await this.#db.transaction((one) =>
      withKeysSetAside(one, tests, () =>
        this.#db.transaction((other) => withKeysSetAside(other, lessons, () => work(one, other))),
      ),
    );
  }

  async #course(versionId: string): Promise<Course> {
    const blocks: { id: string; blocks: number }[] = await this.#db.query(
      `SELECT id, jsonb_array_length(document->'blocks') AS blocks FROM curriculum_lesson WHERE version_id = $1`,
      [versionId],
    );
    return {
      structure: await this.app.get(Curricula).current(versionId),
      tests: await this.app.get(AttemptResults).testsOf(versionId),
      bank: await this.app.get(QuestionBanks, { strict: false }).of(this.#db.manager, versionId),
      blocks: new Map(blocks.map((one) => [one.id, one.blocks])),
    };
  }

  /** Lets the classes follow the calendar, morning after morning, as the worker would have. */
  async #advance(): Promise<void> {
    const mornings = this.#calendar.waves.flatMap(({ startsAt }) => [
      later(startsAt, 0, 1),
      later(startsAt, 5, 1),
    ]);
    for (const at of [...mornings.filter((one) => one < this.#calendar.now), this.#calendar.now]) {
      this.clock.set(at);
      await this.app.get(AdvanceClassGroups).run();
    }
  }

  /** The first wave is decided, the second as far as the office has come. */
  async #decide(admin: Actor, classes: Class[]): Promise<void> {
    const decisions = this.app.get(Decisions);
    for (const group of classes) {
      const progress = markingOf(group);
      if (progress !== 'approved' && progress !== 'prepared') continue;
      const { prepared, approved } = decidedAt(group.wave, group.order);
      this.clock.set(prepared);
      const { preparedAt } = await decisions.prepare(group.organizer, { classGroupId: group.id });
      if (progress === 'prepared' || !preparedAt) continue;
      this.clock.set(approved);
      await decisions.approve(admin, { classGroupId: group.id }, { preparedAt });
    }
  }

  /** Certificates for all who passed, in the order in which they did: numbers follow it. */
  async #issue(): Promise<void> {
    const passed: { payload: unknown }[] = await this.#db.query(
      `SELECT payload FROM platform_outbox WHERE name = $1 AND handled_at IS NULL ORDER BY created_at, id`,
      [participantPassed.name],
    );
    const certificates = this.app.get(Certificates);
    const told = passed.map(({ payload }) => participantPassed.payload.parse(payload));
    for (const facts of Map.groupBy(told, ({ classGroupId }) => classGroupId).values()) {
      this.clock.set(new Date(new Date(facts[0]?.decidedAt ?? 0).getTime() + 60_000));
      await certificates.issueAll(facts);
    }
  }

  /** What was told has been heard; the files of the certificates are for the worker to make. */
  async #finish(classes: Class[]): Promise<void> {
    const { seed, people, today } = this.wish;
    this.clock.set(this.#calendar.now);
    await this.#db.transaction(async (tx) => {
      await tx.query(
        `UPDATE platform_outbox SET sent_at = created_at, sent_count = 1, handled_at = created_at WHERE name <> $1`,
        [renderCertificate.name],
      );
      await this.app.get(AuditLog).record(tx, 'system', {
        action: LOADED,
        subject: { type: 'season', id: seed },
        after: { seed, people, today, classes: classes.length },
      });
    });
    await this.#analyze(COUNTED);
  }

  /** Tables that were empty a moment ago are planned for as if they still were, until they have been counted. */
  async #analyze(tables: string): Promise<void> {
    await this.#db.query(`ANALYZE ${tables}`);
  }

  #actor(staff: SeasonStaff, role: StaffRole): Actor {
    const [one] = staff.of(role);
    if (!one) throw new Error(`The season has no ${role}`);
    return this.#actorOf(one, role, []);
  }

  #actorOf(person: { personId: string; displayName: string }, role: Role, scope: string[]): Actor {
    return {
      userId: person.personId,
      accountId: person.personId,
      sessionId: 'season',
      displayName: person.displayName,
      role,
      scope: { level: scopeLevelOf[role], ids: scope },
      permissions: new Set(permissionsOf(role)),
    };
  }
}

function openingOf({ wave, order }: Class): Date {
  return openedAt(wave, order % 2 === 0);
}

/** How far the office is with a class: nothing, half of the scores, all of them, prepared, approved. */
function markingOf({ wave, order, isOpened }: Class): 'none' | 'half' | 'prepared' | 'approved' {
  if (!isOpened || wave.number > 2) return 'none';
  if (wave.number === 1 || order < 20) return 'approved';
  return order < 30 ? 'prepared' : 'half';
}
