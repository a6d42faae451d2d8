import { found } from '@bimtek/platform-contracts';
import { Files } from '@bimtek/platform-server';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { aLiveClass, aSession, closeClass, liveContext, refusalOf } from '../testing/a-live-class.ts';
import { aPdf, anEncryptedPdf } from '../testing/a-pdf.ts';
import { Slides } from './slides.service.ts';

let context: TestContext;
let slides: Slides;
beforeAll(async () => {
  context = await liveContext();
  slides = context.get(Slides);
});
afterAll(() => context.close());

const file = (bytes: Uint8Array | string, fileName = 'paparan.pdf') => ({
  stream: Readable.from([Buffer.from(bytes)]),
  fileName,
});

async function aTaughtClass() {
  const group = await aLiveClass(context.db);
  const { id } = await aSession(context.db, group);
  return { ...group, id, me: found(group.trainees[0]).me };
}

const filesLeft = async (): Promise<number> => {
  const [row]: { files: number }[] = await context.db.query(
    `SELECT count(*)::int AS files FROM platform_file`,
  );
  return found(row).files;
};

describe('the slides of a session', () => {
  it('become pictures of some tens of KB, which the class can look at', async () => {
    const { id, trainer, me } = await aTaughtClass();
    const waiting = await slides.put(trainer, id, file(aPdf(3)));
    expect(waiting).toMatchObject({ state: 'waiting', pages: [], fileName: 'paparan.pdf' });
    await context.drainOutbox();
    const { deck } = await slides.of(me, id);
    expect(deck).toMatchObject({
      state: 'ready',
      pages: [{ width: 1280 }, { width: 1280 }, { width: 1280 }],
    });
    const stored = await slides.page(me, id, waiting.id, 2);
    expect(stored.mediaType).toBe('image/webp');
    const bytes = await buffer((await context.get(Files).read(stored.id)).bytes);
    expect(bytes.byteLength).toBeLessThanOrEqual(60_000);
    // The page is white with a dark bar on it: it was drawn, and not only measured.
    const { dominant } = await sharp(bytes).stats();
    const { channels } = await sharp(bytes).stats();
    expect(dominant.r).toBeGreaterThan(240);
    expect(channels[0]?.min).toBeLessThan(60);
    expect(await refusalOf(slides.page(me, id, waiting.id, 4))).toBe('not-found');
  });

  it('are drawn once, however often the job runs', async () => {
    const { id, trainer, me } = await aTaughtClass();
    const { id: deckId } = await slides.put(trainer, id, file(aPdf(1)));
    await context.drainOutbox();
    const before = await filesLeft();
    await context.db.query(
      `INSERT INTO platform_outbox (id, name, queue, payload, created_at)
       VALUES (gen_random_uuid(), 'live.draw-slides', 'heavy', $1, now())`,
      [JSON.stringify({ deckId })],
    );
    await context.drainOutbox();
    expect(await filesLeft()).toBe(before);
    expect((await slides.of(me, id)).deck?.pages).toHaveLength(1);
  });

  it('take the place of those before, whose files go', async () => {
    const { id, trainer, me } = await aTaughtClass();
    await slides.put(trainer, id, file(aPdf(2)));
    await context.drainOutbox();
    const before = await filesLeft();
    await slides.put(trainer, id, file(aPdf(1), 'baru.pdf'));
    await context.drainOutbox();
    expect((await slides.of(me, id)).deck).toMatchObject({ fileName: 'baru.pdf', pages: [{}] });
    expect(await filesLeft()).toBe(before - 1);
    await slides.remove(trainer, id);
    await slides.remove(trainer, id);
    await context.drainOutbox();
    expect((await slides.of(me, id)).deck).toBeNull();
    expect(await filesLeft()).toBe(before - 3);
  });

  it.each([
    ['a text', 'Ini bukan PDF', 'not-a-pdf'],
    ['nothing', '', 'file-empty'],
  ])('are not %s', async (_case, bytes, expected) => {
    const { id, trainer } = await aTaughtClass();
    const before = await filesLeft();
    expect(await refusalOf(slides.put(trainer, id, file(bytes)))).toBe(expected);
    expect(await filesLeft()).toBe(before);
  });

  it.each([
    ['damaged', Buffer.from('%PDF-1.7\nini rusak'), 'damaged'],
    ['locked with a password', anEncryptedPdf(), 'encrypted'],
  ])('that are %s say so', async (_case, bytes, reason) => {
    const { id, trainer, me } = await aTaughtClass();
    await slides.put(trainer, id, file(bytes));
    await context.drainOutbox();
    expect((await slides.of(me, id)).deck).toMatchObject({ state: 'failed', reason, pages: [] });
  });

  it('are seen by nobody of another class, and not brought into a closed one', async () => {
    const { id, trainer, classGroupId } = await aTaughtClass();
    const other = await aLiveClass(context.db);
    expect(await refusalOf(slides.of(found(other.trainees[0]).me, id))).toBe('not-found');
    expect(await refusalOf(slides.put(other.trainer, id, file(aPdf(1))))).toBe('not-found');
    await closeClass(context.db, classGroupId);
    expect(await refusalOf(slides.put(trainer, id, file(aPdf(1))))).toBe('class-closed');
  });
});
