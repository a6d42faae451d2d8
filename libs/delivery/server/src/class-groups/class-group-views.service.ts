import type {
  ClassGroupDetail,
  ClassGroupId,
  findTeamMembers,
  listClassGroups,
} from '@bimtek/delivery-contracts';
import { type Actor, found, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import { Conditions, containing, cursorOf, readCursor } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { obstaclesToOpening, warningsOf } from './class-group.rules.ts';
import { countClassGroups, readClassGroups, teamFacts } from './class-groups.queries.ts';

/** What people see of classes. */
@Injectable()
export class ClassGroupViews {
  constructor(private readonly db: DataSource) {}

  async list(me: Actor, query: QueryOf<typeof listClassGroups>): Promise<ResultOf<typeof listClassGroups>> {
    const page = filterOf(query);
    const cursor = readCursor(query.after, 2);
    if (cursor) page.and('(g.code, g.id) > (?, ?::uuid)', ...cursor);
    const [rows, total] = await Promise.all([
      readClassGroups(this.db.manager, me, page, query.limit + 1),
      countClassGroups(this.db.manager, me, filterOf(query)),
    ]);
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    return { items, total, next: rows.length > query.limit && last ? cursorOf([last.code, last.id]) : null };
  }

  async get(tx: EntityManager, me: Actor, classGroupId: ClassGroupId): Promise<ClassGroupDetail> {
    const [row] = await readClassGroups(tx, me, new Conditions().and('g.id = ?', classGroupId), 1);
    const group = found(row);
    const { seated, state } = group;
    const facts = await teamFacts(tx, classGroupId);
    const warnings = warningsOf({ seated, ...facts });
    const isOpen = state !== 'preparing';
    const obstacles = isOpen
      ? []
      : obstaclesToOpening({
          state,
          trainers: group.trainers.length,
          hasOrganizer: group.organizer !== null,
          seated,
        });
    return { ...group, closedAt: group.closedAt?.toISOString() ?? null, obstacles: [...obstacles], warnings };
  }

  /**
   * People with an account whose name has the part, for the team of a class; at most 20. Who only proposes trainers finds
   * those who work in the program, not the many who learn.
   */
  async findTeamMembers(
    me: Actor,
    query: QueryOf<typeof findTeamMembers>,
  ): Promise<ResultOf<typeof findTeamMembers>> {
    const working = `EXISTS (SELECT 1 FROM identity_role_grant s WHERE s.person_id = identity_account.person_id
                          AND s.role NOT IN ('trainee', 'classLeader') AND s.valid_to IS NULL)`;
    const items: ResultOf<typeof findTeamMembers>['items'] = await this.db.query(
      `SELECT a.person_id AS "personId", a.display_name AS name, a.participant_code AS "participantCode",
         coalesce(k.name, pr.name) AS place,
         ((SELECT count(*) FROM delivery_class_trainer t JOIN delivery_class_group g ON g.id = t.class_group_id
           WHERE t.person_id = a.person_id AND g.run_id = $2)
          + (SELECT count(*) FROM delivery_class_group g WHERE g.organizer_id = a.person_id AND g.run_id = $2))::int
           AS "classGroups"
       FROM (
         SELECT * FROM identity_account
         WHERE display_name ILIKE $1 AND state <> 'locked' ${me.permissions.has('run.manage') ? '' : `AND ${working}`}
         -- Who teaches or organizes already comes before the many who learn.
         ORDER BY EXISTS (SELECT 1 FROM identity_role_grant s WHERE s.person_id = identity_account.person_id
                          AND s.role <> 'trainee' AND s.valid_to IS NULL) DESC, display_name, id
         LIMIT 20
       ) a
       LEFT JOIN registry_person p ON p.id = a.person_id
       LEFT JOIN registry_library l ON l.id = p.library_id
       LEFT JOIN registry_region k ON k.code = l.regency_code
       LEFT JOIN registry_region pr ON pr.code = l.province_code`,
      [containing(query.q), query.runId],
    );
    return { items };
  }
}

function filterOf(query: QueryOf<typeof listClassGroups>): Conditions {
  const where = new Conditions();
  if (query.runId) where.and('g.run_id = ?', query.runId);
  if (query.waveId) where.and('g.wave_id = ?', query.waveId);
  if (query.province) where.and('g.province_code = ?', query.province);
  if (query.state) where.and('g.state = ?', query.state);
  if (query.q) {
    const part = where.value(containing(query.q));
    where.and(`g.code ILIKE ${part} OR g.name ILIKE ${part} OR EXISTS (
      SELECT 1 FROM delivery_class_trainer t JOIN identity_account ta ON ta.person_id = t.person_id
      WHERE t.class_group_id = g.id AND ta.display_name ILIKE ${part})`);
  }
  return where;
}
