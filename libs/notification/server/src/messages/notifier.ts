import { MessageLink, MessageParams, type MessageTemplate } from '@bimtek/notification-contracts';
import { Clock, Ids } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type * as z from 'zod';

export interface Notice<T extends MessageTemplate> {
  recipientId: string;
  /** The reason, such as `mark-released:<mark>`: for the same one a person is told once. */
  dedupeKey: string;
  params: z.input<T['params']>;
  /** Where it leads inside the portal. */
  link: string | null;
}

/** How the contexts to the right tell people something: in their own transaction, so that it is told if it happened. */
@Injectable()
export class Notifier {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Writes the messages in one statement and gives how many are new. */
  async notify<T extends MessageTemplate>(
    tx: EntityManager,
    template: T,
    notices: readonly Notice<T>[],
  ): Promise<number> {
    if (notices.length === 0) return 0;
    const rows = notices.map(({ params, link, ...notice }) => ({
      ...notice,
      id: this.ids.next(),
      params: MessageParams.parse(template.params.parse(params)),
      link: link === null ? null : MessageLink.parse(link),
    }));
    // In one order, so that two who tell the same people at once wait for each other and do not block.
    rows.sort((a, b) => (a.recipientId + a.dedupeKey < b.recipientId + b.dedupeKey ? -1 : 1));
    const told: unknown[] = await tx.query(
      `WITH told AS (
         INSERT INTO notification_message (id, recipient_id, template, params, link, dedupe_key, created_at)
         SELECT n.id, n."recipientId", $2, n.params, n.link, n."dedupeKey", $3
         FROM jsonb_to_recordset($1::jsonb)
           AS n(id uuid, "recipientId" uuid, params jsonb, link text, "dedupeKey" text)
         ON CONFLICT (recipient_id, dedupe_key) DO NOTHING RETURNING id
       )
       INSERT INTO notification_delivery (message_id, channel, state, at)
       SELECT id, 'inbox', 'delivered', $3 FROM told RETURNING message_id`,
      [JSON.stringify(rows), template.name, this.clock.now()],
    );
    return told.length;
  }
}
