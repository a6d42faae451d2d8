import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Other dates for one trainee. */
@Entity('assignments_due_override')
export class DueOverride {
  @PrimaryColumn('uuid') enrollmentId!: string;
  @PrimaryColumn('text') assignmentCode!: string;
  /** Instead of the due date of the class. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  /** The trainer's permission to hand in later than the usual days after it, still late. */
  @Column('timestamptz', { nullable: true }) acceptedUntil!: Date | null;
  @Column('text') reason!: string;
  @Column('uuid') setBy!: string;
  @Column('timestamptz') setAt!: Date;
}
