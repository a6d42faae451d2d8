import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An event or job that a transaction has promised. Closed (`handledAt`) when its handlers have committed. */
@Entity('platform_outbox')
export class OutboxEntry {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') queue!: string;
  @Column('jsonb') payload!: unknown;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('int') sentCount!: number;
  @Column('timestamptz', { nullable: true }) handledAt!: Date | null;
  @Column('text', { nullable: true }) lastError!: string | null;
}
