import { describe, expect, it } from '@jest/globals';
import { packNews, sendNews, textFrame } from './packed-news.ts';

describe('textFrame', () => {
  it.each([
    ['a short text', 5, [0x81, 5]],
    ['the longest short text', 125, [0x81, 125]],
    ['a longer text', 126, [0x81, 126, 0, 126]],
    ['the longest of those', 65_535, [0x81, 126, 255, 255]],
    ['a very long text', 65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ])('of %s says how long it is', (_case, length, head) => {
    const frame = textFrame('a'.repeat(length));
    expect([...frame.subarray(0, head.length)]).toEqual(head);
    expect(frame.subarray(head.length).toString()).toBe('a'.repeat(length));
  });

  it('counts bytes, not letters', () => {
    expect([...textFrame('é✓')]).toEqual([0x81, 5, ...Buffer.from('é✓')]);
  });
});

describe('sendNews', () => {
  const packed = packNews('live.frame', { to: 3 });
  const aSocket = (given: object) => {
    const sent: unknown[] = [];
    const emitted: unknown[] = [];
    const transport = {
      name: 'websocket',
      writable: true,
      send: (packets: unknown) => sent.push(packets),
      ...given,
    };
    const conn = { readyState: 'open', upgrading: false, writeBuffer: [], transport, ...given };
    const socket = { conn, emit: (...event: unknown[]) => emitted.push(event) };
    sendNews(socket as never, packed);
    return { sent, emitted };
  };

  it('gives a free websocket the frame that was made once', () => {
    expect(aSocket({}).sent).toEqual([packed.packets]);
    expect(packed.packets[0].data).toBe('2["live.frame",{"to":3}]');
  });

  it.each([
    ['long-polling', { name: 'polling' }],
    ['a line on which something waits', { writeBuffer: [{}] }],
    ['a line that is being written to', { writable: false }],
    ['a line that is changing over', { upgrading: true }],
    ['a line that closes', { readyState: 'closing' }],
  ])('takes the usual way for %s, so that the order holds', (_case, given) => {
    const { sent, emitted } = aSocket(given);
    expect(sent).toEqual([]);
    expect(emitted).toEqual([['live.frame', { to: 3 }]]);
  });
});
