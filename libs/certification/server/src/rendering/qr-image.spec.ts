import { describe, expect, it } from '@jest/globals';
import decodeQR from 'qr/decode.js';
import { qrImage } from './qr-image.ts';

describe('qrImage', () => {
  it.each([
    'https://ruangbimtek.example/s/7KQ4M9TX2HRD',
    'http://localhost:4200/s/A',
    `https://sertifikat.perpustakaan.example/periksa/${'X'.repeat(70)}`,
  ])('draws a code that leads to %s', (address) =>
    expect(decodeQR(photographed(qrImage(address)))).toBe(address),
  );

  it('has no border of its own, so that it can stand flush with the text above it', () => {
    expect(qrImage('https://ruangbimtek.example/s/7KQ4M9TX2HRD')).toContain('viewBox="0 0 29 29"');
  });
});

/** The drawing as pixels, four to a module, on white paper with the quiet zone that its place on the sheet gives it. */
function photographed(svg: string) {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const verticals: { x: number; from: number; until: number }[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const goTo = (nextX: number, nextY: number) => {
    if (nextX === x && nextY !== y)
      verticals.push({ x, from: Math.min(y, nextY), until: Math.max(y, nextY) });
    [x, y] = [nextX, nextY];
  };
  for (const [, command = '', first = '', second = ''] of (/ d="([^"]+)"/.exec(svg)?.[1] ?? '').matchAll(
    /([Mhvz])(-?\d+)?(?: (-?\d+))?/g,
  )) {
    if (command === 'M') [x, y, startX, startY] = [+first, +second, +first, +second];
    else if (command === 'h') goTo(x + Number(first), y);
    else if (command === 'v') goTo(x, y + Number(first));
    else goTo(startX, startY);
  }
  const scale = 4;
  const width = (size + 8) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      const [atX, atY] = [(column + 0.5) / scale - 4, (row + 0.5) / scale - 4];
      const crossed = verticals.filter((edge) => edge.x < atX && edge.from < atY && atY < edge.until).length;
      if (crossed % 2 === 1) data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
    }
  }
  return { width, height: width, data };
}
