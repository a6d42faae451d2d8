import type { ClassGroupId, ClassGroupState, RunId, TimeZone, WaveId } from '@bimtek/delivery-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('delivery_class_group')
export class ClassGroup {
  @PrimaryColumn('uuid') id!: ClassGroupId;
  @Column('uuid') runId!: RunId;
  @Column('uuid') waveId!: WaveId;
  /** `JATENG-02-A`, unique in its run. */
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') provinceCode!: string;
  @Column('text') timeZone!: TimeZone;
  @Column('int') capacity!: number;
  @Column('uuid', { nullable: true }) organizerId!: string | null;
  @Column('text') state!: ClassGroupState;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
}
