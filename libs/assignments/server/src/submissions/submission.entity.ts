import type {
  AssignmentCode,
  DraftContent,
  SubmissionId,
  SubmissionState,
} from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The work of one enrollment on one assignment: what is being written, and where it stands. */
@Entity('assignments_submission')
export class Submission {
  @PrimaryColumn('uuid') id!: SubmissionId;
  @Column('uuid') enrollmentId!: string;
  @Column('text') assignmentCode!: AssignmentCode;
  @Column('text') moduleCode!: string;
  @Column('text') state!: SubmissionState;
  /** How many have been handed in; the newest has this number. */
  @Column('int') versions!: number;
  /** Null when nothing has been written since the last hand-in. */
  @Column('jsonb', { nullable: true }) draft!: DraftContent | null;
  /** Goes up with every draft and every hand-in, so that whoever writes on an older one is told. */
  @Column('int') draftRevision!: number;
  @Column('timestamptz', { nullable: true }) draftSavedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) firstSubmittedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) submittedAt!: Date | null;
  @Column('uuid', { nullable: true }) claimedBy!: string | null;
  @Column('timestamptz', { nullable: true }) claimedUntil!: Date | null;
  /** The mark that counts, once it is finished. */
  @Column('uuid', { nullable: true }) markId!: string | null;
  /** What counts instead of the mark's own points, when two marks agree. Numeric: the driver gives text. */
  @Column('numeric', { nullable: true }) agreedPoints!: string | null;
  @Column('numeric', { nullable: true }) agreedScore!: string | null;
  @Column('timestamptz', { nullable: true }) releasedAt!: Date | null;
}
