import type { DeliveryMode, RunId, RunState } from '@bimtek/delivery-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One dated delivery of a training. Its curriculum version is frozen, so that its content cannot change meanwhile. */
@Entity('delivery_run')
export class Run {
  @PrimaryColumn('uuid') id!: RunId;
  @Column('text') name!: string;
  @Column('int') year!: number;
  @Column('text') mode!: DeliveryMode;
  @Column('uuid') curriculumVersionId!: string;
  @Column('uuid', { nullable: true }) decreeId!: string | null;
  @Column('date') startsOn!: string;
  @Column('date') endsOn!: string;
  @Column('text') state!: RunState;
  @Column('timestamptz') createdAt!: Date;
}
