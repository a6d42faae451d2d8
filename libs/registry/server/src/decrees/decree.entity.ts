import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The decision that names the libraries and people of a year. */
@Entity('registry_decree')
export class DecreeRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') number!: string;
  @Column('date') decidedOn!: string;
  @Column('text') title!: string;
  @Column('timestamptz') createdAt!: Date;
}

/** Someone whom a decree names for a library. */
@Entity('registry_candidate')
export class Candidate {
  @PrimaryColumn('uuid') decreeId!: string;
  @PrimaryColumn('uuid') libraryId!: string;
  @PrimaryColumn('uuid') personId!: string;
  /** People that the library may send. */
  @Column('int') quota!: number;
  @Column('timestamptz') createdAt!: Date;
}
