import type {
  CurriculumState,
  CurriculumVersionId,
  PassRules,
  TestSettings,
} from '@bimtek/curriculum-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One edition of a program's curriculum. From `frozenAt` on the database refuses every change to what is in it. */
@Entity('curriculum_version')
export class CurriculumVersion {
  @PrimaryColumn('uuid') id!: CurriculumVersionId;
  @Column('text') programCode!: string;
  @Column('text') programName!: string;
  @Column('int') number!: number;
  @Column('text') title!: string;
  @Column('text') state!: CurriculumState;
  @Column('int') lessonHourMinutes!: number;
  @Column('int') totalLessonHours!: number;
  @Column('jsonb') passRules!: PassRules;
  @Column('jsonb') tests!: TestSettings[];
  /** Over all files of its package: the same files are the same version. */
  @Column('text') contentHash!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) frozenAt!: Date | null;
  @Column('timestamptz', { nullable: true }) archivedAt!: Date | null;
}
