import type { AttachedFileId, SubmissionId } from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That the village head knows of a plan, when it followed after the plan was handed in. Once for each submission. */
@Entity('assignments_plan_acknowledgement')
export class PlanAcknowledgement {
  @PrimaryColumn('uuid') submissionId!: SubmissionId;
  @Column('text') name!: string;
  /** The day the village head says it was, `2026-07-10`. */
  @Column('date') givenOn!: string;
  @Column('text') evidence!: string;
  @Column('uuid', { nullable: true }) fileId!: AttachedFileId | null;
  @Column('uuid') recordedBy!: string;
  @Column('timestamptz') recordedAt!: Date;
}
