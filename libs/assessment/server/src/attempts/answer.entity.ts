import type { Answer } from '@bimtek/assessment-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The newest answer to one question of one attempt; the row begins with the first save. */
@Entity('assessment_answer')
export class AnswerRow {
  @PrimaryColumn('uuid') attemptId!: string;
  @PrimaryColumn('uuid') questionId!: string;
  @Column('jsonb') answer!: Answer;
  /** Counted by the client; only a higher one replaces what is stored. */
  @Column('int') revision!: number;
  @Column('timestamptz') savedAt!: Date;
}
