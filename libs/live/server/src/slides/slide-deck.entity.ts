import type { SessionId, SlideDeck as SlideDeckView, SlideDeckId } from '@bimtek/live-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface SlidePage {
  fileId: string;
  width: number;
  height: number;
  bytes: number;
}

/** The PDF of one session and the pictures of its pages. */
@Entity('live_slide_deck')
export class SlideDeck {
  @PrimaryColumn('uuid') id!: SlideDeckId;
  @Column('uuid') sessionId!: SessionId;
  @Column('uuid') originalId!: string;
  @Column('text') fileName!: string;
  @Column('text') state!: SlideDeckView['state'];
  @Column('text', { nullable: true }) reason!: SlideDeckView['reason'];
  @Column('jsonb') pages!: SlidePage[];
  /** Counted before each, so that what brings the worker down is given up. */
  @Column('int') tries!: number;
  @Column('uuid') createdBy!: string;
  @Column('timestamptz') createdAt!: Date;
}
