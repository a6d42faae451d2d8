import type { RunId, WaveId } from '@bimtek/delivery-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A date group of classes across provinces. */
@Entity('delivery_wave')
export class Wave {
  @PrimaryColumn('uuid') id!: WaveId;
  @Column('uuid') runId!: RunId;
  /** Written in Roman figures for people. */
  @Column('int') number!: number;
  @Column('date') startsOn!: string;
  @Column('date') endsOn!: string;
}
