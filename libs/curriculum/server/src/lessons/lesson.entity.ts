import type {
  CurriculumVersionId,
  LessonDocument,
  LessonId,
  LessonKind,
  ModuleId,
} from '@bimtek/curriculum-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('curriculum_lesson')
export class Lesson {
  @PrimaryColumn('uuid') id!: LessonId;
  @Column('uuid') moduleId!: ModuleId;
  @Column('uuid') versionId!: CurriculumVersionId;
  @Column('int') position!: number;
  @Column('text') code!: string;
  @Column('text') title!: string;
  @Column('text') kind!: LessonKind;
  @Column('int') minutes!: number;
  @Column('text') summary!: string;
  @Column('jsonb') indicators!: string[];
  @Column('jsonb') document!: LessonDocument;
  /** Bytes of the document as JSON and of its figures. */
  @Column('int') sizeBytes!: number;
}
