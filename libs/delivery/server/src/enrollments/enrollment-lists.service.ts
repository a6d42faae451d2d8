import {
  deliveryProblem,
  type EnrollmentDoubt,
  type EnrollmentFilter,
  type EnrollmentRow,
  type EnrollmentState,
  type listEnrollments,
  SELECTION_MAX,
  type StateCounts,
} from '@bimtek/delivery-contracts';
import type { Actor, QueryOf, ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, cursorOf, readCursor } from '@bimtek/platform-server';
import { nameWithTitles } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { doubtsOf } from './doubts.queries.ts';
import { maskedPhone } from './enrollment.rules.ts';
import { FROM_PEOPLE, peopleWhere } from './people.queries.ts';

interface PersonRow extends Omit<
  EnrollmentRow,
  'name' | 'phone' | 'doubts' | 'classGroup' | 'stateChangedAt' | 'activatedAt' | 'nameConfirmedAt'
> {
  fullName: string | null;
  titleBefore: string | null;
  titleAfter: string | null;
  sortName: string;
  phone: string | null;
  classGroupId: string | null;
  classCode: string | null;
  className: string | null;
  stateChangedAt: Date;
  activatedAt: Date | null;
  nameConfirmedAt: Date | null;
}

const COLUMNS = `
  e.id, e.person_id AS "personId", e.state, e.state_reason AS "stateReason", e.state_changed_at AS "stateChangedAt",
  e.sort_name AS "sortName", e.province_code AS "provinceCode",
  e.certificate_name_confirmed_at AS "nameConfirmedAt",
  p.full_name AS "fullName", p.title_before AS "titleBefore", p.title_after AS "titleAfter", p.position, p.phone,
  a.participant_code AS "participantCode", a.activated_at AS "activatedAt",
  l.name AS "libraryName", v.name AS "villageName", k.name AS "regencyName", pr.name AS "provinceName",
  g.id AS "classGroupId", g.code AS "classCode", g.name AS "className"`;

@Injectable()
export class EnrollmentLists {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  async list(me: Actor, query: QueryOf<typeof listEnrollments>): Promise<ResultOf<typeof listEnrollments>> {
    const { after, limit, ...filter } = query;
    const [rows, counts] = await Promise.all([
      this.#page(me, filter, after, limit),
      this.#counts(me, filter),
    ]);
    const page = rows.slice(0, limit);
    const doubts = await doubtsOf(
      this.db.manager,
      page
        .filter((row) => row.state === 'registered' || row.state === 'needsCorrection')
        .map((row) => row.id),
    );
    const last = page.at(-1);
    return {
      items: page.map((row) => toRow(row, doubts.get(row.id) ?? [])),
      next: rows.length > limit && last ? cursorOf([last.sortName, last.id]) : null,
      total: filter.state ? (counts[filter.state] ?? 0) : sum(counts),
      counts,
    };
  }

  /** Everybody that matches, for a spreadsheet; who took the data away is written down. */
  async everybody(me: Actor, filter: EnrollmentFilter): Promise<EnrollmentRow[]> {
    const rows = await this.#page(me, filter, undefined, SELECTION_MAX);
    if (rows.length > SELECTION_MAX) throw deliveryProblem('too-many', { most: SELECTION_MAX });
    await this.audit.record(this.db.manager, me, {
      action: 'delivery.people-exported',
      subject: {
        type: filter.classGroupId ? 'class-group' : 'run',
        id: filter.classGroupId ?? filter.runId ?? '',
      },
      after: { filter, rows: rows.length },
    });
    return rows.map((row) => toRow(row, []));
  }

  /** One row more than asked, which tells whether there is a next page. */
  async #page(
    me: Actor,
    filter: EnrollmentFilter,
    after: string | undefined,
    limit: number,
  ): Promise<PersonRow[]> {
    const where = peopleWhere(me, filter);
    const cursor = readCursor(after, 2);
    if (cursor) where.and('(e.sort_name, e.id) > (?, ?::uuid)', ...cursor);
    return this.db.query(
      `SELECT ${COLUMNS} ${FROM_PEOPLE} WHERE ${where.sql}
       ORDER BY e.sort_name, e.id LIMIT ${where.value(limit + 1)}`,
      where.parameters,
    );
  }

  async #counts(me: Actor, filter: EnrollmentFilter): Promise<StateCounts> {
    const where = peopleWhere(me, { ...filter, state: undefined });
    const rows: { state: EnrollmentState; people: number }[] = await this.db.query(
      `SELECT e.state, count(*)::int AS people ${FROM_PEOPLE} WHERE ${where.sql} GROUP BY e.state`,
      where.parameters,
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.people]));
  }
}

function toRow(row: PersonRow, doubts: EnrollmentDoubt[]): EnrollmentRow {
  const { fullName, classGroupId, classCode, className } = row;
  return {
    ...row,
    name: nameWithTitles({ ...row, fullName: fullName ?? row.sortName }),
    phone: maskedPhone(row.phone),
    classGroup:
      classGroupId && classCode && className
        ? {
            id: classGroupId as NonNullable<EnrollmentRow['classGroup']>['id'],
            code: classCode,
            name: className,
          }
        : null,
    stateChangedAt: row.stateChangedAt.toISOString(),
    activatedAt: row.activatedAt?.toISOString() ?? null,
    nameConfirmedAt: row.nameConfirmedAt?.toISOString() ?? null,
    doubts,
  };
}

function sum(counts: StateCounts): number {
  return Object.values(counts).reduce((total, people) => total + people, 0);
}
