import { describe, expect, it } from '@jest/globals';
import { fitted, type OpenPhoto, PHOTO_BYTES, PhotoUnreadable, shrinkPhoto } from './shrink-photo.ts';

const blobOf = (size: number, type: string) => ({ size, type }) as Blob;
/** A photo whose bytes grow with its pixels and its quality. */
function aPhoto({
  width = 4_000,
  height = 3_000,
  bytesAPixel = 1,
  writes = ['image/webp', 'image/jpeg'],
} = {}) {
  const written: string[] = [];
  const photo = { isClosed: false, written };
  const open = () =>
    Promise.resolve<OpenPhoto>({
      width,
      height,
      write: (w, h, type, quality) => {
        written.push(`${w}x${h} ${type} ${quality}`);
        const made = writes.includes(type) ? type : 'image/png';
        return Promise.resolve(blobOf(Math.round(w * h * bytesAPixel * quality), made));
      },
      close: () => (photo.isClosed = true),
    });
  return { photo, open };
}
const chosen = blobOf(4_200_000, 'image/jpeg');

describe('making a photo smaller', () => {
  it('brings the longest side to 1600 and keeps the shape, upright or not', () => {
    expect(fitted({ width: 4_000, height: 3_000 }, 1_600)).toEqual({ width: 1_600, height: 1_200 });
    expect(fitted({ width: 3_000, height: 4_000 }, 1_600)).toEqual({ width: 1_200, height: 1_600 });
  });

  it('never makes a small photo larger', () => {
    expect(fitted({ width: 640, height: 480 }, 1_600)).toEqual({ width: 640, height: 480 });
  });

  it('writes once when that is small enough, and lets go of the photo', async () => {
    const { photo, open } = aPhoto({ bytesAPixel: 0.2 });
    const small = await shrinkPhoto(chosen, open);
    expect(photo.written).toEqual(['1600x1200 image/webp 0.82']);
    expect(small.size).toBeLessThanOrEqual(PHOTO_BYTES);
    expect(photo.isClosed).toBe(true);
  });

  it('goes on with less until it is small enough', async () => {
    const { photo, open } = aPhoto({ bytesAPixel: 0.6 });
    const small = await shrinkPhoto(chosen, open);
    expect(photo.written.at(-1)).toBe('1280x960 image/webp 0.82');
    expect(small.size).toBeLessThanOrEqual(PHOTO_BYTES);
  });

  it('takes the smallest it could make when nothing is small enough', async () => {
    const { open } = aPhoto({ bytesAPixel: 3 });
    expect((await shrinkPhoto(chosen, open)).size).toBe(Math.round(800 * 600 * 3 * 0.55));
  });

  it('writes JPEG where the browser writes no WebP', async () => {
    const { photo, open } = aPhoto({ bytesAPixel: 0.2, writes: ['image/jpeg'] });
    expect((await shrinkPhoto(chosen, open)).type).toBe('image/jpeg');
    expect(photo.written).toEqual(['1600x1200 image/webp 0.82', '1600x1200 image/jpeg 0.82']);
  });

  it('says so when the browser cannot open it', async () => {
    const refuses = () => Promise.reject(new PhotoUnreadable('no'));
    await expect(shrinkPhoto(chosen, refuses)).rejects.toThrow(PhotoUnreadable);
  });
});
