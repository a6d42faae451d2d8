import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that is whole and stored; its bytes never change. */
@Entity('platform_file')
export class StoredFile {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storageKey!: string;
  /** As the person named it; never used as a path. */
  @Column('text') fileName!: string;
  @Column('text') mediaType!: string;
  @Column('int') sizeBytes!: number;
  @Column('text') sha256!: string;
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
}
