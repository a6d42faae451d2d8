import { found, type QueryOf } from '@bimtek/platform-contracts';
import type { listRegions, TimeZone } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { plainKey } from '../name-keys.rules.ts';
import { RegionRow } from './region.entity.ts';
import { timeZoneOfProvince } from './region.rules.ts';

@Injectable()
export class Regions {
  constructor(private readonly db: DataSource) {}

  /** The regions directly below one, by name; `search` keeps those whose name has these letters anywhere. */
  async below({ parent, search }: QueryOf<typeof listRegions>): Promise<{ items: RegionRow[] }> {
    if (parent) found(await this.db.manager.findOneBy(RegionRow, { code: parent }));
    const query = this.db.manager
      .createQueryBuilder(RegionRow, 'r')
      .where(parent ? 'r.parentCode = :parent' : 'r.parentCode IS NULL', { parent })
      .andWhere('r.validTo IS NULL')
      .orderBy({ 'r.name': 'ASC', 'r.code': 'ASC' });
    const key = search ? plainKey(search) : '';
    if (key) query.andWhere('r.nameKey LIKE :part', { part: `%${key}%` });
    return { items: await query.getMany() };
  }

  /** The province's zone as IANA names it. */
  timeZoneOf(provinceCode: string): TimeZone {
    return timeZoneOfProvince(provinceCode);
  }
}
