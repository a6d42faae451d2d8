import {
  drawSlides,
  removeSlideFiles,
  type SessionId,
  type SlideDeck as SlideDeckView,
  type SlideDeckId,
  slidesProblem,
} from '@bimtek/live-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import {
  AuditLog,
  Clock,
  Files,
  Ids,
  Outbox,
  type StoredFile,
  type UploadedFile,
} from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { DataSource, type EntityManager } from 'typeorm';
import { SessionViews } from '../sessions/session-views.service.ts';
import { Timetables } from '../sessions/timetables.ts';
import { SlideDeck } from './slide-deck.entity.ts';

/** Where readers of PDF look for its sign. */
const SIGN_WITHIN = 1024;

/** The slides of a session: a PDF that trainers bring, shown page by page as pictures. */
@Injectable()
export class Slides {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly files: Files,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly views: SessionViews,
    private readonly timetables: Timetables,
  ) {}

  async of(me: Actor, sessionId: SessionId): Promise<{ deck: SlideDeckView | null }> {
    await this.views.find(me, sessionId);
    const deck = await this.db.manager.findOneBy(SlideDeck, { sessionId });
    return { deck: deck && viewOf(deck) };
  }

  /** The picture of a page, for those who may see the session. */
  async page(me: Actor, sessionId: SessionId, deckId: SlideDeckId, page: number): Promise<StoredFile> {
    await this.views.find(me, sessionId);
    const deck = found(await this.db.manager.findOneBy(SlideDeck, { id: deckId, sessionId }));
    return this.files.find(found(deck.pages[page - 1]).fileId);
  }

  /** Takes the place of slides that were there. What is sent is written before anything waits for it. */
  async put(me: Actor, sessionId: SessionId, { stream, fileName }: UploadedFile): Promise<SlideDeckView> {
    await this.views.find(me, sessionId);
    const bytes = await buffer(stream);
    if (bytes.length === 0) throw slidesProblem('file-empty');
    if (!bytes.subarray(0, SIGN_WITHIN).includes('%PDF-')) throw slidesProblem('not-a-pdf');
    const written = await this.files.write([
      { fileName, mediaType: 'application/pdf', bytes, createdBy: me.userId },
    ]);
    try {
      return await this.db.transaction(async (tx) => {
        const { session } = await this.timetables.holdOf(tx, me, sessionId);
        if (session.state === 'cancelled') throw slidesProblem('session-cancelled');
        await this.files.note(tx, written);
        await this.#takeAway(tx, sessionId);
        const deck: SlideDeck = {
          id: this.ids.next<SlideDeckId>(),
          sessionId,
          originalId: found(written[0]).id,
          fileName,
          state: 'waiting',
          reason: null,
          pages: [],
          tries: 0,
          createdBy: me.userId,
          createdAt: this.clock.now(),
        };
        await tx.insert(SlideDeck, deck);
        await this.outbox.add(tx, drawSlides, { deckId: deck.id });
        await this.audit.record(tx, me, {
          action: 'live.slides-put',
          subject: { type: 'live-session', id: sessionId },
          after: { fileName, bytes: bytes.length },
        });
        return viewOf(deck);
      });
    } catch (error) {
      await this.files.discard(written);
      throw error;
    }
  }

  async remove(me: Actor, sessionId: SessionId): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.timetables.holdOf(tx, me, sessionId);
      const fileName = await this.#takeAway(tx, sessionId);
      if (fileName === null) return;
      await this.audit.record(tx, me, {
        action: 'live.slides-removed',
        subject: { type: 'live-session', id: sessionId },
        before: { fileName },
      });
    });
  }

  /** The row goes now, its files by and by. Gives its name, or null when there was none. */
  async #takeAway(tx: EntityManager, sessionId: SessionId): Promise<string | null> {
    const deck = await tx.findOneBy(SlideDeck, { sessionId });
    if (!deck) return null;
    await tx.delete(SlideDeck, { id: deck.id });
    const fileIds = [deck.originalId, ...deck.pages.map(({ fileId }) => fileId)];
    await this.outbox.add(tx, removeSlideFiles, { fileIds });
    return deck.fileName;
  }
}

function viewOf({ id, fileName, state, reason, pages }: SlideDeck): SlideDeckView {
  return { id, fileName, state, reason, pages };
}
