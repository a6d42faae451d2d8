import type { Answer, AttemptState } from '@bimtek/assessment-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TestRules } from '../tests/test.entity.ts';

/** One question as this attempt asks it: its place is the place in the layout, the options are in shown order. */
export interface LaidOutQuestion {
  questionId: string;
  /** The kind of answer it takes; kept here so that the saving statement can refuse a misfit by itself. */
  kind: Answer['kind'];
  optionIds: string[];
}

const score = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

@Entity('assessment_attempt')
export class Attempt {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') testId!: string;
  @Column('uuid') enrollmentId!: string;
  @Column('uuid') personId!: string;
  /** Whose questions are asked; they never change. */
  @Column('uuid') curriculumVersionId!: string;
  @Column('smallint') ordinal!: number;
  @Column('text') state!: AttemptState;
  @Column('jsonb') layout!: LaidOutQuestion[];
  /** The rules it began with. */
  @Column('jsonb') rules!: TestRules;
  @Column('timestamptz') startedAt!: Date;
  /** Set when the attempt starts; a later change of the test's time limit does not move it. */
  @Column('timestamptz') closesAt!: Date;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  @Column('smallint', { nullable: true }) rightCount!: number | null;
  @Column('smallint', { nullable: true }) answeredCount!: number | null;
  @Column('numeric', { precision: 5, scale: 2, nullable: true, transformer: score }) score!: number | null;
}
