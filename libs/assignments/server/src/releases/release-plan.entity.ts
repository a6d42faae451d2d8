import type { ReleasePlanId, ReleasePlanState } from '@bimtek/assignments-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Marks of an assignment in a class that are shown at a set time, if the class is open then. */
@Entity('assignments_release_plan')
export class ReleasePlanRow {
  @PrimaryColumn('uuid') id!: ReleasePlanId;
  @Column('uuid') classGroupId!: string;
  @Column('text') assignmentCode!: string;
  @Column('timestamptz') releaseAt!: Date;
  /** Null: all that are marked by then. */
  @Column('uuid', { array: true, nullable: true }) submissionIds!: string[] | null;
  @Column('text') state!: ReleasePlanState;
  @Column('uuid') setBy!: string;
  /** As it was when it was set: whoever planned it may have left since. */
  @Column('text') setByName!: string;
  @Column('timestamptz') setAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('int', { nullable: true }) released!: number | null;
}
