import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A figure under the hash of its bytes, checked before it was stored; several versions may show the same one. */
@Entity('curriculum_asset')
export class Asset {
  @PrimaryColumn('text') hash!: string;
  @Column('text') mediaType!: string;
  @Column('bytea') bytes!: Buffer;
  @Column('timestamptz') createdAt!: Date;
}
