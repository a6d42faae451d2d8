import type { RoomEvent } from '@bimtek/live-contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ChannelFeed } from './channel-feed.ts';

const at = '2026-07-06T02:00:00.000Z';
const id = (seq: number) => `00000000-0000-7000-8000-${String(seq).padStart(12, '0')}`;
const said = (seq: number): RoomEvent =>
  ({
    kind: 'said',
    seq,
    at,
    message: {
      id: id(seq),
      at,
      text: `pesan ${seq}`,
      personId: id(0),
      name: 'Wartinah',
      place: null,
      role: 'trainee',
    },
  }) as RoomEvent;

describe('ChannelFeed', () => {
  it('sends each event once and in order, whatever order and however often they arrive', () => {
    const arrivals = fc
      .integer({ min: 1, max: 60 })
      .chain((count) =>
        fc.array(fc.integer({ min: 1, max: count }), { maxLength: 200 }).map((extra) => ({ count, extra })),
      );
    fc.assert(
      fc.property(arrivals, fc.infiniteStream(fc.boolean()), ({ count, extra }, sends) => {
        const feed = new ChannelFeed();
        feed.begin(0);
        const sent: number[] = [];
        const send = () => {
          const frame = feed.frame();
          if (!frame) return;
          expect(frame.after).toBe(sent.at(-1) ?? 0);
          sent.push(...frame.events.map(({ seq }) => seq));
          expect(frame.to).toBe(sent.at(-1));
        };
        for (const seq of [...extra, ...Array.from({ length: count }, (_, n) => count - n)]) {
          feed.take(said(seq));
          if (sends.next().value) send();
        }
        send();
        expect(sent).toEqual(Array.from({ length: count }, (_, n) => n + 1));
        expect(feed.hasGap).toBe(false);
      }),
    );
  });

  it('collects what arrives before it knows where the channel stands', () => {
    const feed = new ChannelFeed();
    feed.take(said(7));
    feed.take(said(6));
    expect(feed.frame()).toBeNull();
    feed.begin(6);
    expect(feed.frame()?.events.map(({ seq }) => seq)).toEqual([7]);
  });

  it('knows that something is missing', () => {
    const feed = new ChannelFeed();
    feed.begin(3);
    feed.take(said(5));
    expect([feed.hasGap, feed.last]).toEqual([true, 3]);
    feed.take(said(4));
    expect([feed.hasGap, feed.last]).toEqual([false, 5]);
  });

  it('tells who comes back exactly what was missed, or that it cannot', () => {
    const feed = new ChannelFeed();
    feed.begin(10);
    for (let seq = 11; seq <= 300; seq++) feed.take(said(seq));
    expect(feed.since(297)?.map(({ seq }) => seq)).toEqual([298, 299, 300]);
    expect(feed.since(300)).toEqual([]);
    expect(feed.since(99)).toBeNull();
    expect(feed.since(301)).toBeNull();
  });

  it('tells nobody any more what has been hidden', () => {
    const feed = new ChannelFeed();
    feed.begin(0);
    feed.take(said(1));
    feed.take({ kind: 'hid', seq: 2, at, messageId: id(1) as never });
    const [first] = feed.since(0) ?? [];
    expect(first).toMatchObject({ kind: 'said', message: { text: null } });
    expect(feed.frame()?.events[0]).toMatchObject({ message: { text: null } });
  });
});
