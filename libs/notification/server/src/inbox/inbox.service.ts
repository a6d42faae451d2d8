import {
  type listMessages,
  type Message as MessageView,
  type readAllMessages,
  UNREAD_MAX,
} from '@bimtek/notification-contracts';
import { type Actor, type BodyOf, found, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import { Clock, Conditions, Keyset } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Message } from '../messages/message.entity.ts';

/** What a person was told, whichever role they act in. */
@Injectable()
export class Inbox {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(
    me: Actor,
    { only, ...asked }: QueryOf<typeof listMessages>,
  ): Promise<ResultOf<typeof listMessages>> {
    const where = new Conditions().and('m.recipient_id = ?', me.userId);
    if (only === 'unread') where.and('m.read_at IS NULL');
    const keyset = new Keyset(
      [
        { sql: 'm.created_at', type: 'timestamptz' },
        { sql: 'm.id', type: 'uuid' },
      ],
      asked,
      'desc',
    );
    keyset.narrow(where);
    const rows: Row[] = await this.db.query(
      `SELECT m.id, m.template, m.params, m.link, m.created_at AS "createdAt", m.read_at AS "readAt"
       FROM notification_message m WHERE ${where.sql} ORDER BY ${keyset.order} LIMIT ${keyset.limit}`,
      where.parameters,
    );
    const page = keyset.page(rows, ({ createdAt, id }) => [createdAt.toISOString(), id]);
    return { ...page, items: page.items.map(viewOf) };
  }

  async countUnread(me: Actor): Promise<{ unread: number }> {
    const [{ unread }] = await this.db.query<[{ unread: number }]>(
      `SELECT count(*)::int AS unread FROM (
         SELECT FROM notification_message WHERE recipient_id = $1 AND read_at IS NULL LIMIT ${UNREAD_MAX}) few`,
      [me.userId],
    );
    return { unread };
  }

  async read(me: Actor, messageId: string): Promise<void> {
    const [rows] = await this.db.query<[unknown[], number]>(
      `UPDATE notification_message SET read_at = coalesce(read_at, $3) WHERE id = $1 AND recipient_id = $2 RETURNING id`,
      [messageId, me.userId, this.clock.now()],
    );
    found(rows[0]);
  }

  async readAll(me: Actor, { until }: BodyOf<typeof readAllMessages>): Promise<{ read: number }> {
    const [, read] = await this.db.query<[unknown[], number]>(
      `UPDATE notification_message SET read_at = $3
       WHERE recipient_id = $1 AND read_at IS NULL AND created_at <= $2::timestamptz`,
      [me.userId, until, this.clock.now()],
    );
    return { read };
  }
}

type Row = Pick<Message, 'id' | 'template' | 'params' | 'link' | 'createdAt' | 'readAt'>;

function viewOf({ createdAt, readAt, ...row }: Row): MessageView {
  return { ...row, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}
