import type { Component, ScoreSource } from '@bimtek/graduation-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The score that counts for one component of one enrollment. What it was before stands in the audit log. */
@Entity('graduation_component_score')
export class ComponentScore {
  @PrimaryColumn('uuid') enrollmentId!: string;
  @PrimaryColumn('text') component!: Component;
  /** Numeric: the driver gives text. */
  @Column('numeric') value!: string;
  /** Lesson hours scheduled; only for attendance. */
  @Column('numeric', { nullable: true }) outOf!: string | null;
  @Column('text') source!: ScoreSource;
  /** The person who imported it. */
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz') recordedAt!: Date;
  /** The attempt, the mark, or the import and its row. */
  @Column('jsonb') evidence!: Record<string, string | number>;
}
