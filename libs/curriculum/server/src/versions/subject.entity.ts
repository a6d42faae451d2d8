import type {
  AssignmentBrief,
  CurriculumVersionId,
  Indicator,
  ModuleId,
  SubjectGroup,
} from '@bimtek/curriculum-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A module of a curriculum version; named like the content files name it, since Nest has modules too. */
@Entity('curriculum_module')
export class Subject {
  @PrimaryColumn('uuid') id!: ModuleId;
  @Column('uuid') versionId!: CurriculumVersionId;
  @Column('int') position!: number;
  @Column('text') code!: string;
  @Column('text') title!: string;
  @Column('text') subjectGroup!: SubjectGroup;
  @Column('int') liveHours!: number;
  @Column('int') selfStudyHours!: number;
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('jsonb') indicators!: Indicator[];
  @Column('jsonb', { nullable: true }) assignment!: AssignmentBrief | null;
}
