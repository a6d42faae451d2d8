import type { AllocationRule, MarkingRound, SubmissionId, VersionId } from '@bimtek/assignments-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Excluded } from './eligible.rules.ts';

/** How it came about, as it was then: settings and queues change afterwards. */
export interface KeptReason {
  rule: AllocationRule;
  /** Days of work of those who could be asked. */
  considered: { id: string; days: number }[];
  excluded: Excluded[];
}

/** Who is to mark a version, and until when; for each round of marking once. */
@Entity('assignments_allocation')
export class Allocation {
  @PrimaryColumn('uuid') versionId!: VersionId;
  @PrimaryColumn('int') round!: MarkingRound;
  @Column('uuid') submissionId!: SubmissionId;
  /** Of the class in which it was allocated. */
  @Column('uuid') classGroupId!: ClassGroupId;
  /** Null when nobody can mark it. */
  @Column('uuid', { nullable: true }) markerId!: string | null;
  @Column('jsonb') reason!: KeptReason;
  /** Since when it waits; the clock goes by this, whoever has it. */
  @Column('timestamptz') since!: Date;
  @Column('timestamptz') allocatedAt!: Date;
  @Column('timestamptz') warnAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  /** When the warning was told, and that it is too late: each once. */
  @Column('timestamptz', { nullable: true }) warnedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) overdueAt!: Date | null;
  /** Set while nobody has to mark it: it is marked or went back, its trainee has left, or the class is closed. */
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
}
