import type { RoleScope } from '@bimtek/identity-contracts';
import { NamesScopes, type NamesScopesOf } from '@bimtek/identity-server';
import type { EntityManager } from 'typeorm';

type Level = Parameters<NamesScopesOf['named']>[1];

const CLASS = `SELECT g.id, g.name, r.name AS within
  FROM delivery_class_group g JOIN delivery_run r ON r.id = g.run_id`;

/** What classes are called, for the roles that are bound to them. */
@NamesScopes()
export class ClassScopes implements NamesScopesOf {
  readonly levels = ['class'] as const;

  async named(tx: EntityManager, _: Level, ids: string[]): Promise<RoleScope[]> {
    return tx.query(`${CLASS} WHERE g.id::text = ANY($1::text[])`, [ids]);
  }

  async find(tx: EntityManager, _: Level, part: string, provinces: string[] | null): Promise<RoleScope[]> {
    return tx.query(
      `${CLASS} WHERE (g.name ILIKE $1 OR g.code ILIKE $1) AND ($2::text[] IS NULL OR g.province_code = ANY($2))
       ORDER BY r.starts_on DESC, g.name, g.id LIMIT 20`,
      // The pattern's own signs are meant literally.
      [`%${part.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`, provinces],
    );
  }
}
