import type { RunId, WaveId } from '@bimtek/delivery-contracts';
import { curriculumTables } from '@bimtek/curriculum-server';
import { identityTables } from '@bimtek/identity-server';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { type Actor, ProblemError, type Scope } from '@bimtek/platform-contracts';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { deliveryTables } from '../delivery.tables.ts';
import { DeliveryModule } from '../delivery.module.ts';
import { DeliveryWorkerModule } from '../delivery.worker.ts';

/** The tables of this context and of those it joins. */
export const seasonTables = [
  ...[identityTables, registryTables, curriculumTables].map((tables) => ({ ...tables, jobs: [] })),
  deliveryTables,
];

/** The context with its services on an own database with three provinces, for this library's specs. */
export async function aSeason(): Promise<TestContext> {
  const context = await aTestContext(seasonTables, [DeliveryModule, DeliveryWorkerModule]);
  await someProvinces(context.db);
  return context;
}

/** Three provinces in three zones, each with two regencies of one village. */
export async function someProvinces(db: DataSource): Promise<void> {
  const provinces = [
    ['33', 'Jawa Tengah', 'Asia/Jakarta'],
    ['34', 'Daerah Istimewa Yogyakarta', 'Asia/Jakarta'],
    ['73', 'Sulawesi Selatan', 'Asia/Makassar'],
    ['91', 'Papua', 'Asia/Jayapura'],
  ] as const;
  const rows = provinces.flatMap(([code, name, zone]) => [
    [code, name, 'province', 'provinsi', null, zone],
    ...['01', '02'].flatMap((regency) => [
      [`${code}.${regency}`, `Kabupaten ${name} ${regency}`, 'regency', 'kabupaten', code, null],
      [`${code}.${regency}.01`, `Kecamatan ${regency}`, 'district', 'kecamatan', `${code}.${regency}`, null],
      [
        `${code}.${regency}.01.2001`,
        `Desa ${name} ${regency}`,
        'village',
        'desa',
        `${code}.${regency}.01`,
        null,
      ],
    ]),
  ]);
  await db.query(
    `INSERT INTO registry_region (code, name, name_key, level, kind, parent_code, time_zone, valid_from)
     SELECT r->>0, r->>1, lower(r->>1), r->>2, r->>3, r->>4, r->>5, '2020-01-01' FROM jsonb_array_elements($1::jsonb) r`,
    [JSON.stringify(rows)],
  );
}

export interface SpecCandidate {
  personId: string;
  libraryId: string;
  accountId: string;
  provinceCode: string;
}
let serial = 0;

export async function aDecree(db: DataSource): Promise<string> {
  const decreeId = randomUUID();
  await db.query(
    `INSERT INTO registry_decree (id, number, decided_on, title, created_at) VALUES ($1, $2, '2026-05-01', 'SK', now())`,
    [decreeId, `${++serial}/2026`],
  );
  return decreeId;
}

/** A person with account and library, named on the decree when one is given. */
export async function aCandidate(
  db: DataSource,
  given: {
    name?: string;
    titleAfter?: string;
    phone?: string;
    regency?: string;
    decreeId?: string;
    active?: boolean;
  } = {},
): Promise<SpecCandidate> {
  const number = ++serial;
  const {
    name = `Peserta ${number}`,
    titleAfter = null,
    phone = `+62812${10_000_000 + number}`,
    decreeId,
  } = given;
  const { regency = '33.01', active = false } = given;
  const [personId, libraryId, accountId] = [randomUUID(), randomUUID(), randomUUID()];
  const provinceCode = regency.slice(0, 2);
  await db.query(
    `INSERT INTO registry_library (id, name, name_key, type, village_code, district_code, regency_code, province_code,
       created_at, updated_at)
     VALUES ($1, $2, lower($2), 'village', $3, $4, $5, $6, now(), now())`,
    [libraryId, `Perpustakaan ${number}`, `${regency}.01.2001`, `${regency}.01`, regency, provinceCode],
  );
  await db.query(
    `INSERT INTO registry_person (id, full_name, title_after, name_key, phone, library_id, regency_code, province_code,
       search, created_at, updated_at)
     SELECT $1, $2, $3, lower($2), $4, $5, $6, $7,
       to_tsvector('simple', concat_ws(' ', $2::text, l.name, v.name, k.name, right($4, 4))), now(), now()
     FROM registry_library l
     LEFT JOIN registry_region v ON v.code = l.village_code
     LEFT JOIN registry_region k ON k.code = l.regency_code
     WHERE l.id = $5`,
    [personId, name, titleAfter, phone, libraryId, regency, provinceCode],
  );
  await db.query(
    `INSERT INTO identity_account (id, person_id, participant_code, display_name, phone, state, password_hash,
       activated_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
    [
      accountId,
      personId,
      `BT26-${String(number).padStart(6, '0')}`,
      name,
      phone,
      active ? 'active' : 'invited',
      active ? 'x' : null,
      active ? new Date('2026-06-20T00:00:00Z') : null,
    ],
  );
  if (decreeId) {
    await db.query(
      `INSERT INTO registry_candidate (decree_id, library_id, person_id, quota, created_at) VALUES ($1, $2, $3, 1, now())`,
      [decreeId, libraryId, personId],
    );
  }
  return { personId, libraryId, accountId, provinceCode };
}

/** Somebody in a role, as identity would let them in. */
export function inRole(
  role: Role,
  scope: Scope = { level: 'national', ids: [] },
  userId: string = randomUUID(),
): Actor {
  return anActor({ role, scope, userId, permissions: permissionsOf(role) });
}
export const national = inRole('nationalAdmin');
export const provincial = (...codes: string[]) =>
  inRole('provincialAdmin', { level: 'province', ids: codes });
export const organizerOf = (...classGroupIds: string[]) =>
  inRole('organizer', { level: 'class', ids: classGroupIds });
export const trainerOf = (...classGroupIds: string[]) =>
  inRole('expertTrainer', { level: 'class', ids: classGroupIds });

/** The code with which something was refused; fails when it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => {
      if (error instanceof ProblemError) return error.code;
      throw error;
    },
  );
}

export async function auditedActions(db: DataSource, subjectId: string): Promise<string[]> {
  const rows: { action: string }[] = await db.query(
    `SELECT action FROM platform_audit_entry WHERE subject_id = $1 ORDER BY at, id`,
    [subjectId],
  );
  return rows.map((row) => row.action);
}

export interface SpecRun {
  id: RunId;
  waveId: WaveId;
}
