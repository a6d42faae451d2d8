import type { MarkId, SubmissionId, VersionId } from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `open`: waits for the second mark. `agreed`: the mean counts. `disputed`: waits for a master trainer, who has `decided`. */
export type SecondMarkingState = 'open' | 'agreed' | 'disputed' | 'decided';

/** That a version is marked twice, and what became of it. Points as they were given; the marks have the rest. */
@Entity('assignments_second_marking')
export class SecondMarkingRow {
  @PrimaryColumn('uuid') versionId!: VersionId;
  @Column('uuid') submissionId!: SubmissionId;
  @Column('text') state!: SecondMarkingState;
  /** The lot that was drawn, and the share in percent that it fell into. */
  @Column('float8') lot!: number;
  @Column('float8') share!: number;
  @Column('uuid') firstMarkId!: MarkId;
  @Column('uuid') firstMarkerId!: string;
  @Column('float8') firstPoints!: number;
  @Column('uuid', { nullable: true }) secondMarkId!: MarkId | null;
  @Column('float8', { nullable: true }) secondPoints!: number | null;
  /** The limit that held when the marks were compared. */
  @Column('float8') maxDifference!: number;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz', { nullable: true }) comparedAt!: Date | null;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('text', { nullable: true }) choice!: 'first' | 'second' | 'own' | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
}
