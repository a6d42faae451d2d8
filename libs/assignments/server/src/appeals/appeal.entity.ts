import type { AppealId, AppealOutcome, AppealState } from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A trainee asks that another trainer looks at a released mark. */
@Entity('assignments_appeal')
export class Appeal {
  @PrimaryColumn('uuid') id!: AppealId;
  @Column('uuid') submissionId!: string;
  /** The mark it is about; it stays as it is. */
  @Column('uuid') markId!: string;
  @Column('text') state!: AppealState;
  @Column('text') reason!: string;
  @Column('timestamptz') madeAt!: Date;
  /** Numeric: the driver gives text. */
  @Column('numeric') scoreBefore!: string;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  /** These five once it is decided; the mark and its score are those that count from then on. */
  @Column('text', { nullable: true }) outcome!: AppealOutcome | null;
  @Column('text', { nullable: true }) decisionReason!: string | null;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('numeric', { nullable: true }) scoreAfter!: string | null;
  @Column('uuid', { nullable: true }) newMarkId!: string | null;
}
