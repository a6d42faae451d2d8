import type { Explanation, Outcome } from '@bimtek/graduation-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Facts } from '../scores/facts.ts';

/** What was, or will be, decided on one person, with the facts it follows from. */
@Entity('graduation_decision')
export class Decision {
  @PrimaryColumn('uuid') enrollmentId!: string;
  @Column('uuid') classGroupId!: string;
  @Column('text') outcome!: Outcome;
  @Column('numeric') finalScore!: string;
  @Column('text', { nullable: true }) grade!: string | null;
  /** Percent, cut after two decimals. */
  @Column('numeric', { nullable: true }) attendanceRate!: string | null;
  @Column('jsonb') facts!: Facts;
  @Column('jsonb') result!: Explanation;
  @Column('text') state!: 'prepared' | 'approved';
  @Column('text') sortName!: string;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
}

/** The decision on a class as a whole: one preparation, and its approval. */
@Entity('graduation_class_decision')
export class StoredClassDecision {
  @PrimaryColumn('uuid') classGroupId!: string;
  @Column('text') state!: 'prepared' | 'approved';
  @Column('int') people!: number;
  @Column('int') passed!: number;
  @Column('timestamptz') preparedAt!: Date;
  @Column('uuid') preparedBy!: string;
  @Column('text') preparedByName!: string;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('text', { nullable: true }) approvedByName!: string | null;
}
