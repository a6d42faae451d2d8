import type { RoleScope } from '@bimtek/identity-contracts';
import { NamesScopes, type NamesScopesOf } from '@bimtek/identity-server';
import type { EntityManager } from 'typeorm';
import { plainKey } from '../name-keys.rules.ts';

type Level = Parameters<NamesScopesOf['named']>[1];

const REGION = `SELECT r.code AS id, r.name, p.name AS within
  FROM registry_region r LEFT JOIN registry_region p ON p.code = r.parent_code`;

/** What provinces and regencies are called, for the roles that are bound to them. */
@NamesScopes()
export class RegionScopes implements NamesScopesOf {
  readonly levels = ['province', 'regency'] as const;

  async named(tx: EntityManager, level: Level, codes: string[]): Promise<RoleScope[]> {
    return tx.query(`${REGION} WHERE r.level = $1 AND r.code = ANY($2::text[])`, [level, codes]);
  }

  async find(
    tx: EntityManager,
    level: Level,
    part: string,
    provinces: string[] | null,
  ): Promise<RoleScope[]> {
    return tx.query(
      `${REGION} WHERE r.level = $1 AND r.valid_to IS NULL AND r.name_key LIKE $2
         AND ($3::text[] IS NULL OR left(r.code, 2) = ANY($3))
       ORDER BY r.name, r.code LIMIT 20`,
      [level, `%${plainKey(part)}%`, provinces],
    );
  }
}
