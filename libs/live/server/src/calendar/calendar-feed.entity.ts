import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The address at which somebody's calendar program reads; only its hash is kept. */
@Entity('live_calendar_feed')
export class CalendarFeed {
  @PrimaryColumn('uuid') personId!: string;
  @Column('text') tokenHash!: string;
  @Column('timestamptz') createdAt!: Date;
  /** Of the last hours: it is not written at every reading. */
  @Column('timestamptz', { nullable: true }) lastReadAt!: Date | null;
}
