import type { QuestionType } from '@bimtek/assessment-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which tests a question is kept for: a module's quizzes, or one of the two reserved forms. */
export type QuestionUse = 'quiz' | 'formA' | 'formB';

export interface QuestionOption {
  /** Made from the question's code and the text, so that it survives a reload and says nothing about the key. */
  id: string;
  text: string;
  isRight: boolean;
  explanation: string;
}

/** A question of a curriculum version. The database refuses to change it: attempts are scored and reviewed by it. */
@Entity('assessment_question')
export class Question {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') curriculumVersionId!: string;
  @Column('text') code!: string;
  @Column('text') moduleCode!: string;
  @Column('text') type!: QuestionType;
  @Column('text') use!: QuestionUse;
  @Column('text') indicator!: string;
  @Column('text') difficulty!: 'easy' | 'medium' | 'hard';
  @Column('text') stem!: string;
  @Column('jsonb') options!: QuestionOption[];
  @Column('text') explanation!: string;
}
