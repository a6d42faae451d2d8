import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody takes on. Without a row the usual holds. */
@Entity('assignments_marker')
export class Marker {
  @PrimaryColumn('uuid') personId!: string;
  @Column('int') perDay!: number;
  @Column('int', { nullable: true }) mostOpen!: number | null;
  @Column('date', { nullable: true }) awayFrom!: string | null;
  @Column('date', { nullable: true }) awayUntil!: string | null;
  @Column('text', { array: true }) modules!: string[];
  @Column('uuid') setBy!: string;
  @Column('timestamptz') setAt!: Date;
}
