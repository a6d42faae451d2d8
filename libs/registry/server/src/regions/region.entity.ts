import type { RegionKind, RegionLevel, TimeZone } from '@bimtek/registry-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A province, regency, district or village by its code of Kemendagri. Rows are never removed: `validTo` ends them. */
@Entity('registry_region')
export class RegionRow {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  /** The name without case, accents, spaces and signs, to compare what people wrote. */
  @Column('text') nameKey!: string;
  @Column('text') level!: RegionLevel;
  @Column('text') kind!: RegionKind;
  @Column('text', { nullable: true }) parentCode!: string | null;
  /** Only provinces have one. */
  @Column('text', { nullable: true }) timeZone!: TimeZone | null;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
}
