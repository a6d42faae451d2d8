import {
  deliveryProblem,
  type EnrollmentDoubt,
  type countEnrollments,
  type EnrollmentFilter,
  type EnrollmentOrder,
  type EnrollmentRow,
  type EnrollmentState,
  type exportEnrollments,
  type listEnrollments,
  type StateCounts,
} from '@bimtek/delivery-contracts';
import { type Actor, commonProblem, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Keyset } from '@bimtek/platform-server';
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
  /** To the microsecond, which a date of JavaScript does not keep. */
  changedKey: string;
  phone: string | null;
  classGroupId: string | null;
  classCode: string | null;
  className: string | null;
  stateChangedAt: Date;
  activatedAt: Date | null;
  nameConfirmedAt: Date | null;
}

/** Read at a time for a file: large enough to cost little, small enough to be forgotten soon. */
const ROWS_A_READ = 2_000;

const COLUMNS = `
  e.id, e.person_id AS "personId", e.state, e.state_reason AS "stateReason", e.state_changed_at AS "stateChangedAt",
  to_jsonb(e.state_changed_at) #>> '{}' AS "changedKey", e.sort_name AS "sortName", e.province_code AS "provinceCode",
  e.certificate_name_confirmed_at AS "nameConfirmedAt",
  p.full_name AS "fullName", p.title_before AS "titleBefore", p.title_after AS "titleAfter", p.position, p.phone,
  a.participant_code AS "participantCode", a.activated_at AS "activatedAt",
  e.library_id AS "libraryId", l.name AS "libraryName",
  (SELECT r.name FROM registry_region r WHERE r.code = l.village_code) AS "villageName",
  (SELECT r.name FROM registry_region r WHERE r.code = e.regency_code) AS "regencyName",
  (SELECT r.name FROM registry_region r WHERE r.code = e.province_code) AS "provinceName",
  e.class_group_id AS "classGroupId",
  (SELECT json_build_object('outcome', fc.outcome, 'note', fc.note, 'checkedAt', fc.checked_at)
     FROM delivery_first_check fc WHERE fc.enrollment_id = e.id) AS "firstCheck",
  (SELECT g.code FROM delivery_class_group g WHERE g.id = e.class_group_id) AS "classCode",
  (SELECT g.name FROM delivery_class_group g WHERE g.id = e.class_group_id) AS "className"`;

@Injectable()
export class EnrollmentLists {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** A page; costs the same whatever the number of people that match. */
  async list(
    me: Actor,
    query: Omit<QueryOf<typeof listEnrollments>, 'order'> & { order?: EnrollmentOrder },
  ): Promise<ResultOf<typeof listEnrollments>> {
    const { after, before, limit, order = 'name', ...filter } = query;
    const { items, next, previous } = await this.#page(me, filter, order, { after, before, limit });
    const doubts = await doubtsOf(
      this.db.manager,
      items
        .filter((row) => row.state === 'registered' || row.state === 'needsCorrection')
        .map((row) => row.id),
    );
    return { items: items.map((row) => toRow(row, doubts.get(row.id) ?? [])), next, previous };
  }

  async count(me: Actor, filter: EnrollmentFilter): Promise<ResultOf<typeof countEnrollments>> {
    const where = peopleWhere(me, { ...filter, state: undefined });
    const rows: { state: EnrollmentState; people: number }[] = await this.db.query(
      `SELECT e.state, count(*)::int AS people ${FROM_PEOPLE} WHERE ${where.sql} GROUP BY e.state`,
      where.parameters,
    );
    const counts: StateCounts = Object.fromEntries(rows.map((row) => [row.state, row.people]));
    return { total: filter.state ? (counts[filter.state] ?? 0) : sum(counts), counts };
  }

  /**
   * Everybody that matches, read page by page while the file is on its way. Who takes how many people away, with whole
   * or masked numbers, and why, is written down before the first of them leaves.
   */
  async everybody(
    me: Actor,
    query: QueryOf<typeof exportEnrollments>,
  ): Promise<AsyncIterable<EnrollmentRow>> {
    const { reason, phones, ...filter } = query;
    const isOffice = me.scope.level === 'province' || me.scope.level === 'national';
    if (phones === 'whole' && !isOffice) throw commonProblem('not-allowed');
    if (isOffice && !reason) throw deliveryProblem('reason-missing');
    const { total } = await this.count(me, filter);
    await this.audit.record(this.db.manager, me, {
      action: 'delivery.people-exported',
      subject: {
        type: filter.classGroupId ? 'class-group' : 'run',
        id: filter.classGroupId ?? filter.runId ?? '',
      },
      after: { filter, phones, rows: total },
      ...(reason ? { reason } : {}),
    });
    return this.#all(me, filter, phones === 'whole' ? (phone) => phone : maskedPhone);
  }

  async *#all(
    me: Actor,
    filter: EnrollmentFilter,
    shown: (phone: string | null) => string | null,
  ): AsyncGenerator<EnrollmentRow> {
    let after: string | undefined;
    do {
      const page = await this.#page(me, filter, 'name', { after, limit: ROWS_A_READ });
      for (const row of page.items) yield { ...toRow(row, []), phone: shown(row.phone) };
      after = page.next ?? undefined;
    } while (after);
  }

  async #page(
    me: Actor,
    filter: EnrollmentFilter,
    order: EnrollmentOrder,
    asked: { after?: string | undefined; before?: string | undefined; limit: number },
  ): Promise<{ items: PersonRow[]; next: string | null; previous: string | null }> {
    const where = peopleWhere(me, filter);
    const keyset = peopleKeyset(order, asked);
    keyset.narrow(where);
    const rows: PersonRow[] = await this.db.query(
      // The page first, then what is shown of it: joined all at once, planning alone took most of the request.
      `WITH e AS MATERIALIZED (
         SELECT e.* ${FROM_PEOPLE} WHERE ${where.sql} ORDER BY ${keyset.order} LIMIT ${where.value(keyset.limit)})
       SELECT ${COLUMNS} FROM e
       LEFT JOIN registry_person p ON p.id = e.person_id
       LEFT JOIN identity_account a ON a.person_id = e.person_id
       LEFT JOIN registry_library l ON l.id = e.library_id
       ORDER BY ${keyset.order}`,
      where.parameters,
    );
    return keyset.page(rows, (row) => [order === 'name' ? row.sortName : row.changedKey, row.id]);
  }
}

/** The keys of the list's pages; each order has its index. */
export function peopleKeyset(
  order: EnrollmentOrder,
  asked: { after?: string | undefined; before?: string | undefined; limit: number },
): Keyset {
  const id = { sql: 'e.id', type: 'uuid' } as const;
  return order === 'name'
    ? new Keyset([{ sql: 'e.sort_name', type: 'text' }, id], asked)
    : new Keyset([{ sql: 'e.state_changed_at', type: 'timestamptz' }, id], asked, 'desc');
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
    firstCheck: row.firstCheck && {
      ...row.firstCheck,
      checkedAt: new Date(row.firstCheck.checkedAt).toISOString(),
    },
  };
}

function sum(counts: StateCounts): number {
  return Object.values(counts).reduce((total, people) => total + people, 0);
}
