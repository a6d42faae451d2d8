import type { SeriesId, SessionId, SessionKind, SessionState } from '@bimtek/live-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Stage } from '../stage/stage.ts';

@Entity('live_session')
export class LiveSession {
  @PrimaryColumn('uuid') id!: SessionId;
  @Column('uuid') runId!: string;
  /** Null: for all classes of the run. */
  @Column('uuid', { nullable: true }) classGroupId!: string | null;
  @Column('text') kind!: SessionKind;
  @Column('text', { nullable: true }) moduleCode!: string | null;
  @Column('text') title!: string;
  /** Lesson hours (JP). Numeric: the driver gives text. */
  @Column('numeric') lessonHours!: string;
  @Column('timestamptz') startsAt!: Date;
  @Column('timestamptz') endsAt!: Date;
  @Column('text') state!: SessionState;
  @Column('jsonb') stage!: Stage;
  @Column('uuid', { nullable: true }) seriesId!: SeriesId | null;
  @Column('text', { nullable: true }) recordingUrl!: string | null;
  @Column('text', { nullable: true }) summary!: string | null;
  /** Goes up whenever it is moved or cancelled; calendars read it as SEQUENCE. */
  @Column('int') version!: number;
  /** When it would have begun before it was last moved. */
  @Column('timestamptz', { nullable: true }) movedFrom!: Date | null;
  @Column('text', { nullable: true }) changeReason!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') changedAt!: Date;
}
