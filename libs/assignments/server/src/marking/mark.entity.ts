import type { MarkContent, MarkId, MarkState, VersionId } from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one marker says about one version, from the first level on. */
@Entity('assignments_mark')
export class Mark {
  @PrimaryColumn('uuid') id!: MarkId;
  @Column('uuid') versionId!: VersionId;
  @Column('uuid') markerId!: string;
  @Column('text') state!: MarkState;
  @Column('jsonb') content!: MarkContent;
  @Column('int') revision!: number;
  @Column('timestamptz') savedAt!: Date;
  /** Numeric: the driver gives text. These three once it is finished. */
  @Column('numeric', { nullable: true }) points!: string | null;
  @Column('numeric', { nullable: true }) latePoints!: string | null;
  @Column('numeric', { nullable: true }) score!: string | null;
  @Column('timestamptz', { nullable: true }) finishedAt!: Date | null;
  /** When the trainee read it. */
  @Column('timestamptz', { nullable: true }) readAt!: Date | null;
}
