import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One act of an administrator or of the system on its own. Rows are only ever added; the database refuses the rest. */
@Entity('platform_audit_entry')
export class AuditEntry {
  @PrimaryColumn('uuid') id!: string;
  @Column('timestamptz') at!: Date;
  /** Null when the system acted by itself. */
  @Column('uuid', { nullable: true }) actorId!: string | null;
  @Column('text') actorName!: string;
  @Column('text') role!: string;
  /** `<context>.<what was done>` */
  @Column('text') action!: string;
  @Column('text') subjectType!: string;
  @Column('text') subjectId!: string;
  @Column('jsonb', { nullable: true }) before!: unknown;
  @Column('jsonb', { nullable: true }) after!: unknown;
  @Column('text', { nullable: true }) reason!: string | null;
}
