import type { drawSlides, removeSlideFiles } from '@bimtek/live-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { Files } from '@bimtek/platform-server';
import { Injectable, Logger } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { DataSource } from 'typeorm';
import { type DrawnPage, drawnPages } from './drawn-pages.ts';
import { SlideDeck } from './slide-deck.entity.ts';

/** What brings the worker down this often is given up. */
const TRIES_MAX = 3;

type Refusal = NonNullable<SlideDeck['reason']>;

/** Makes the pictures of slides. Drawn once: what is ready, failed or taken away meanwhile stays so. */
@Injectable()
export class SlideDrawings {
  readonly #log = new Logger('SlideDrawings');

  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
  ) {}

  async draw({ deckId }: Payload<typeof drawSlides>): Promise<void> {
    const [rows] = await this.db.query<[{ tries: number; originalId: string }[], number]>(
      `UPDATE live_slide_deck SET tries = tries + 1 WHERE id = $1 AND state = 'waiting'
       RETURNING tries, original_id AS "originalId"`,
      [deckId],
    );
    const [deck] = rows;
    if (!deck) return;
    if (deck.tries > TRIES_MAX) return this.#refuse(deckId, 'too-heavy');
    const { bytes } = await this.files.read(deck.originalId);
    const drawn = await drawnPages(await buffer(bytes));
    if ('refusal' in drawn) {
      this.#log.warn(`slides ${deckId}: ${drawn.message}`);
      return this.#refuse(deckId, drawn.refusal);
    }
    return drawn.pages.length > 0 ? this.#keep(deckId, drawn.pages) : this.#refuse(deckId, 'damaged');
  }

  async removeFiles({ fileIds }: Payload<typeof removeSlideFiles>): Promise<void> {
    for (const fileId of fileIds) await this.files.remove(fileId);
  }

  async #keep(deckId: string, drawn: readonly DrawnPage[]): Promise<void> {
    const written = await this.files.write(
      drawn.map(({ bytes }, at) => ({
        fileName: `${at + 1}.webp`,
        mediaType: 'image/webp',
        bytes,
        createdBy: null,
      })),
    );
    const pages = written.map(({ id, sizeBytes }, at) => ({
      fileId: id,
      bytes: sizeBytes,
      width: drawn[at]?.width ?? 0,
      height: drawn[at]?.height ?? 0,
    }));
    let isKept = false;
    try {
      isKept = await this.db.transaction(async (tx) => {
        const { affected } = await tx.update(
          SlideDeck,
          { id: deckId as never, state: 'waiting' },
          { state: 'ready', pages },
        );
        if (affected) await this.files.note(tx, written);
        return Boolean(affected);
      });
    } finally {
      if (!isKept) await this.files.discard(written);
    }
  }

  async #refuse(deckId: string, reason: Refusal): Promise<void> {
    await this.db.manager.update(
      SlideDeck,
      { id: deckId as never, state: 'waiting' },
      { state: 'failed', reason },
    );
  }
}
