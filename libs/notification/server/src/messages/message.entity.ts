import type { MessageId, MessageParams } from '@bimtek/notification-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that one person is told, once for each reason to tell it. */
@Entity('notification_message')
export class Message {
  @PrimaryColumn('uuid') id!: MessageId;
  /** Opaque here: the id by which sessions know people. */
  @Column('uuid') recipientId!: string;
  @Column('text') template!: string;
  @Column('jsonb') params!: MessageParams;
  @Column('text', { nullable: true }) link!: string | null;
  /** The reason it is told; a person has one message for it, however often it is asked for. */
  @Column('text') dedupeKey!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) readAt!: Date | null;
}
