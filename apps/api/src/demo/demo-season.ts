import { loadQuestions } from '@bimtek/assessment-server';
import { Issuers } from '@bimtek/certification-server';
import { Curricula, sppTikFolder } from '@bimtek/curriculum-server';
import type { ClassGroupId, RunId, WaveId } from '@bimtek/delivery-contracts';
import {
  BulkActs,
  ClassGroupPlans,
  ClassGroups,
  Invitations,
  Placements,
  Runs,
} from '@bimtek/delivery-server';
import { type Component } from '@bimtek/graduation-contracts';
import { ComponentScores, Decisions } from '@bimtek/graduation-server';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { Accounts } from '@bimtek/identity-server';
import type { Actor, Scope } from '@bimtek/platform-contracts';
import { Clock, Ids, ImportRunner, Imports } from '@bimtek/platform-server';
import { Decrees, People } from '@bimtek/registry-server';
import type { INestApplicationContext } from '@nestjs/common';
import { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import {
  DEMO_PASSWORD,
  demoIssuer,
  type DemoTrainee,
  finished,
  invited,
  learning,
  officials,
} from './demo-people.ts';
import { DemoSessions } from './demo-sessions.ts';

export interface DemoAccount {
  role: string;
  signIn: string;
  password: string;
  note: string;
}

const DAY = 24 * 3600_000;
/** All of the demo lives in one province: Jawa Tengah, regency Magelang. */
const PROVINCE = '33';
const REGENCY = '33.08';
const CLASS_LEADER = 'Siti Maemunah';

/** Makes a small program by the same use cases that people call, so that nothing in it is impossible. */
export class DemoSeason {
  readonly #db: DataSource;
  readonly #ids: Ids;
  readonly #now: Date;

  constructor(private readonly app: INestApplicationContext) {
    this.#db = app.get(DataSource);
    this.#ids = app.get(Ids);
    this.#now = app.get(Clock).now();
  }

  async make(): Promise<DemoAccount[]> {
    const curriculumVersionId = await this.#curriculum();
    const staff = await this.#staff();
    const admin = this.#actor(staff.nationalAdmin, 'nationalAdmin', { level: 'national', ids: [] });
    await this.app.get(Issuers).set(admin, demoIssuer);

    const over = await this.#season(admin, staff, {
      curriculumVersionId,
      people: finished,
      number: 1,
      startedDaysAgo: 30,
    });
    await this.#decide(admin, over.classGroupId);
    const running = await this.#season(admin, staff, {
      curriculumVersionId,
      people: learning,
      number: 2,
      startedDaysAgo: 2,
      plan: (of) => new DemoSessions(this.app).plan(admin, { ...of, curriculumVersionId }),
    });
    await this.#bindToClass(staff.observer, running.classGroupId);
    const decreeId = await this.#decree(admin, 'DEMO/3', invited);
    const runId = await this.#run(admin, curriculumVersionId, 3, -14);
    await this.app.get(Invitations).invite(admin, runId, { decreeId });
    return this.#accounts();
  }

  async #curriculum(): Promise<string> {
    return this.#db.transaction(async (tx) => {
      const curricula = this.app.get(Curricula);
      const { versionId } = await curricula.loadPackage(tx, 'system', sppTikFolder);
      await loadQuestions(tx, versionId, sppTikFolder);
      await curricula.putInUse(tx, 'system', versionId);
      return versionId;
    });
  }

  async #staff(): Promise<Record<keyof typeof officials, string>> {
    const names = Object.keys(officials) as (keyof typeof officials)[];
    const accounts = this.app.get(Accounts);
    return this.#db.transaction(async (tx) => {
      const ids = await this.app.get(People).add(
        tx,
        names.map((name) => ({ ...officials[name], position: 'Pegawai perpustakaan' })),
      );
      const idOf = Object.fromEntries(names.map((name, index) => [name, ids[index] ?? '']));
      await accounts.invite(
        tx,
        names.map((name) => {
          const { titleBefore, fullName, titleAfter, email } = officials[name];
          const named = [titleBefore, fullName].filter(Boolean).join(' ');
          return {
            personId: idOf[name] ?? '',
            displayName: titleAfter ? `${named}, ${titleAfter}` : named,
            phone: null,
            email,
          };
        }),
      );
      for (const id of ids) await accounts.activateWithPassword(tx, id, DEMO_PASSWORD);
      await accounts.grant(tx, [
        { personId: idOf['nationalAdmin'] ?? '', role: 'nationalAdmin', level: 'national' },
        {
          personId: idOf['provincialAdmin'] ?? '',
          role: 'provincialAdmin',
          level: 'province',
          scopeId: PROVINCE,
        },
        { personId: idOf['masterTrainer'] ?? '', role: 'masterTrainer', level: 'national' },
        { personId: idOf['signatory'] ?? '', role: 'signatory', level: 'national' },
        {
          personId: idOf['regionalFacilitator'] ?? '',
          role: 'regionalFacilitator',
          level: 'regency',
          scopeId: REGENCY,
        },
        { personId: idOf['regencyAdmin'] ?? '', role: 'regencyAdmin', level: 'regency', scopeId: REGENCY },
      ]);
      return idOf as Record<keyof typeof officials, string>;
    });
  }

  /** Who watches the class, and the one of its people who leads it. */
  async #bindToClass(observerId: string, classGroupId: ClassGroupId): Promise<void> {
    await this.#db.transaction(async (tx) => {
      const leaders: { person_id: string }[] = await tx.query(
        `SELECT e.person_id FROM delivery_enrollment e JOIN registry_person p ON p.id = e.person_id
         WHERE e.class_group_id = $1 AND p.full_name = $2`,
        [classGroupId, CLASS_LEADER],
      );
      await this.app.get(Accounts).grant(tx, [
        { personId: observerId, role: 'observer', level: 'class', scopeId: classGroupId },
        ...leaders.map((leader) => ({
          personId: leader.person_id,
          role: 'classLeader' as const,
          level: 'own' as const,
        })),
      ]);
    });
  }

  /** A decree, a run with one wave and one class, everybody activated, verified, placed, and the class opened. */
  async #season(
    admin: Actor,
    staff: Record<keyof typeof officials, string>,
    season: {
      curriculumVersionId: string;
      people: DemoTrainee[];
      number: number;
      startedDaysAgo: number;
      /** Plans its sessions before it opens, so that nobody's first message is one of ten. */
      plan?: (of: { classGroupId: ClassGroupId; runId: RunId; firstDay: string }) => Promise<void>;
    },
  ): Promise<{ classGroupId: ClassGroupId }> {
    const decreeId = await this.#decree(admin, `DEMO/${season.number}`, season.people);
    await this.#activate(season.people);
    const runId = await this.#run(admin, season.curriculumVersionId, season.number, season.startedDaysAgo);
    const [startsOn, endsOn] = this.#days(season.startedDaysAgo);
    const waveId = this.#ids.next<WaveId>();
    await this.app
      .get(Runs)
      .createWave(admin, runId, { id: waveId, number: season.number, startsOn, endsOn });
    const classGroupId = this.#ids.next<ClassGroupId>();
    await this.app.get(ClassGroupPlans).create(admin, {
      id: classGroupId,
      waveId,
      provinceCode: PROVINCE,
      capacity: 40,
      trainerIds: [staff.trainerFromHere, staff.trainerFromElsewhere],
      organizerId: staff.organizer,
    });
    await this.app.get(Invitations).invite(admin, runId, { decreeId });
    const people = { matching: { runId } };
    await this.app.get(BulkActs).verify(admin, { outcome: 'verified', people });
    await this.app.get(Placements).place(admin, classGroupId, people, false);
    await season.plan?.({ classGroupId, runId, firstDay: startsOn });
    await this.#db.transaction((tx) => this.app.get(ClassGroups).open(tx, admin, classGroupId));
    return { classGroupId };
  }

  async #run(
    admin: Actor,
    curriculumVersionId: string,
    number: number,
    startedDaysAgo: number,
  ): Promise<RunId> {
    const id = this.#ids.next<RunId>();
    const [startsOn, endsOn] = this.#days(startedDaysAgo);
    await this.app.get(Runs).create(admin, {
      id,
      name: `Bimtek SPP-TIK gelombang ${['I', 'II', 'III'][number - 1] ?? ''} (contoh)`,
      year: Number(startsOn.slice(0, 4)),
      mode: 'online',
      curriculumVersionId,
      decreeId: null,
      startsOn,
      endsOn,
    });
    return id;
  }

  /** Five days, the first of them so many days ago (in the future when negative). */
  #days(startedDaysAgo: number): [string, string] {
    const start = new Date(this.#now.getTime() - startedDaysAgo * DAY);
    const day = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(at);
    return [day(start), day(new Date(start.getTime() + 4 * DAY))];
  }

  /** Imports a decree's list the way an admin does: a file, a dry run, applied. */
  async #decree(admin: Actor, number: string, people: DemoTrainee[]): Promise<string> {
    const villages: { code: string; village: string; district: string; regency: string; province: string }[] =
      await this.#db.query(
        `SELECT v.code, v.name AS village, d.name AS district, k.name AS regency, p.name AS province
         FROM registry_region v JOIN registry_region d ON d.code = v.parent_code
         JOIN registry_region k ON k.code = d.parent_code JOIN registry_region p ON p.code = k.parent_code
         WHERE v.level = 'village' AND k.code = $1 ORDER BY md5(v.code || $2) LIMIT $3`,
        [REGENCY, number, people.length],
      );
    const quoted = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
    const headings = ['Kode Desa', 'Provinsi', 'Kabupaten/Kota', 'Kecamatan', 'Desa/Kelurahan', 'Nama Perpustakaan', 'Jenis',
      'Nama Calon Peserta', 'Gelar Depan', 'Gelar Belakang', 'Jabatan', 'No. WhatsApp', 'Kuota']; // prettier-ignore
    const lines = people.map((person, index) => {
      const place = villages[index];
      if (!place) throw new Error('The regions have not been loaded');
      const type = person.library.startsWith('TBM') ? 'TBM' : 'Desa';
      return quoted([place.code, place.province, place.regency, place.district, place.village, person.library, type,
        person.name, person.before ?? '', person.after ?? '', person.position, person.phone, '1']); // prettier-ignore
    });
    const file = Readable.from([Buffer.from([quoted(headings), ...lines].join('\r\n'))]);
    const facts = { number, decidedOn: this.#days(45)[0], title: 'Penetapan penerima bantuan (contoh)' };
    const decrees = this.app.get(Decrees);
    const started = await decrees.upload(
      admin,
      { ...facts, fileName: `${number.replace('/', '-')}.csv` },
      file,
    );
    await this.app.get(ImportRunner).check(started.id);
    await this.app.get(Imports).apply(admin, { importId: started.id });
    await this.app.get(ImportRunner).apply(started.id);
    const rows: { id: string }[] = await this.#db.query(`SELECT id FROM registry_decree WHERE number = $1`, [
      number,
    ]);
    const [decree] = rows;
    if (!decree) throw new Error(`The demo decree ${number} was not applied`);
    return decree.id;
  }

  async #activate(people: DemoTrainee[]): Promise<void> {
    const rows: { id: string }[] = await this.#db.query(
      `SELECT id FROM registry_person WHERE full_name = ANY($1)`,
      [people.map((person) => person.name)],
    );
    await this.#db.transaction(async (tx) => {
      for (const { id } of rows) await this.app.get(Accounts).activateWithPassword(tx, id, DEMO_PASSWORD);
    });
  }

  /** Scores of the finished class as an organizer would import them, then its decision. */
  async #decide(admin: Actor, classGroupId: ClassGroupId): Promise<void> {
    const rows: { id: string }[] = await this.#db.query(
      `SELECT e.id FROM delivery_enrollment e JOIN registry_person p ON p.id = e.person_id
       WHERE e.class_group_id = $1 ORDER BY p.full_name = 'Ngatini', p.full_name`,
      [classGroupId],
    );
    const scores = rows.flatMap(({ id: enrollmentId }, index) => {
      const strength = [91, 78, 52][index] ?? 70;
      const score = (component: string, value: number, outOf: number | null = null) => ({
        enrollmentId,
        component: component as Component,
        value,
        outOf,
        evidence: { note: 'contoh' },
      });
      return [
        score('attendance', index === 2 ? 13 : 16, 17),
        score('quiz:M1', strength),
        ...['M1', 'M2', 'M3', 'M4', 'M5', 'M6'].map((module) => score(`assignment:${module}`, strength - 3)),
        score('plan', strength),
        score('planApproved', index === 2 ? 0 : 1),
        score('postTest', strength - 5),
      ];
    });
    await this.#db.transaction((tx) =>
      this.app.get(ComponentScores).record(tx, admin, scores as never, 'import'),
    );
    const decisions = this.app.get(Decisions);
    const prepared = await decisions.prepare(admin, { classGroupId });
    if (!prepared.preparedAt) throw new Error('The demo decision was not prepared');
    await decisions.approve(admin, { classGroupId }, { preparedAt: prepared.preparedAt });
  }

  #actor(personId: string, role: Role, scope: Scope): Actor {
    const displayName = 'Dra. Niken Larasati, M.Hum.';
    return {
      userId: personId,
      accountId: personId,
      sessionId: 'demo',
      displayName,
      role,
      scope,
      permissions: new Set(permissionsOf(role)),
    };
  }

  async #accounts(): Promise<DemoAccount[]> {
    const code = async (name: string) => {
      const rows: { participant_code: string }[] = await this.#db.query(
        `SELECT a.participant_code FROM identity_account a JOIN registry_person p ON p.id = a.person_id WHERE p.full_name = $1`,
        [name],
      );
      return rows[0]?.participant_code ?? '';
    };
    const password = DEMO_PASSWORD;
    return [
      {
        role: 'Peserta',
        signIn: await code('Rahayu Wulandari'),
        password,
        note: 'Rahayu Wulandari, class running',
      },
      {
        role: 'Peserta',
        signIn: '081255501001',
        password,
        note: 'a phone shared by two people: asks which one',
      },
      {
        role: 'Peserta',
        signIn: await code('Ahmad Fauzi'),
        password,
        note: 'Ahmad Fauzi, has a certificate',
      },
      {
        role: 'Ketua kelas',
        signIn: await code(CLASS_LEADER),
        password,
        note: 'Siti Maemunah, also a trainee',
      },
      { role: 'Pelatih', signIn: officials.trainerFromHere.email, password, note: 'expert trainer' },
      { role: 'Panitia', signIn: officials.organizer.email, password, note: 'organizer' },
      { role: 'Master Trainer', signIn: officials.masterTrainer.email, password, note: 'master trainer' },
      {
        role: 'Fasilitator Daerah',
        signIn: officials.regionalFacilitator.email,
        password,
        note: 'regional facilitator, Magelang',
      },
      { role: 'Pengamat', signIn: officials.observer.email, password, note: 'observer of the running class' },
      {
        role: 'Penandatangan',
        signIn: officials.signatory.email,
        password,
        note: 'signatory, sees valid certificates',
      },
      { role: 'Admin kabupaten', signIn: officials.regencyAdmin.email, password, note: 'Kabupaten Magelang' },
      { role: 'Admin provinsi', signIn: officials.provincialAdmin.email, password, note: 'Jawa Tengah' },
      { role: 'Admin pusat', signIn: officials.nationalAdmin.email, password, note: 'national admin' },
    ];
  }
}
