import type { LibraryType, SupportKind } from '@bimtek/registry-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A village library or community reading place. Its name is unique within its village. */
@Entity('registry_library')
export class Library {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') nameKey!: string;
  @Column('text') type!: LibraryType;
  @Column('text', { nullable: true }) supportKind!: SupportKind | null;
  @Column('text') villageCode!: string;
  @Column('text') districtCode!: string;
  @Column('text') regencyCode!: string;
  @Column('text') provinceCode!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
