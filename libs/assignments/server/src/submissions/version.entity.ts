import type { HandInContent, ReceiptCode, VersionId } from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was handed in at one time. The database refuses every change. */
@Entity('assignments_version')
export class Version {
  @PrimaryColumn('uuid') id!: VersionId;
  @Column('uuid') submissionId!: string;
  @Column('int') number!: number;
  @Column('jsonb') content!: HandInContent;
  @Column('uuid') submittedBy!: string;
  @Column('timestamptz') submittedAt!: Date;
  /** By the dates of that moment; a revision keeps those of the first. */
  @Column('int') lateDays!: number;
  @Column('text') receiptCode!: ReceiptCode;
}
