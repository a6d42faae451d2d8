import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What holds for one assignment in one class. Without a row nothing is late and marks are released together. */
@Entity('assignments_terms')
export class Terms {
  @PrimaryColumn('uuid') classGroupId!: string;
  @PrimaryColumn('text') assignmentCode!: string;
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('boolean') releasesAtOnce!: boolean;
  @Column('uuid') setBy!: string;
  @Column('timestamptz') setAt!: Date;
}
