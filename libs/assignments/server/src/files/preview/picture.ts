import sharp from 'sharp';
import { HEIGHT, photoHash, WIDTH } from '../../similarity/photos/photo-hash.rules.ts';

/** Longest sides, in pixels. */
const SHOWN = 1_600;
const THUMBNAIL = 320;
/** More than any phone makes; a file of 2 MB that unpacks to more is a trap. */
const PIXELS_MAX = 50_000_000;

// Only what is taken is decoded: the library knows many more kinds, and the faults of their decoders.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);

export interface Pictures {
  shown: { bytes: Buffer; width: number; height: number };
  thumbnail: Buffer;
  /** See `photo-hash.rules.ts`. */
  hash: bigint | null;
}

export class PictureTooLarge extends Error {}

/** A photo as it is looked at: turned upright, without what the camera wrote into it (place, device, owner). */
export async function picturesOf(bytes: Buffer): Promise<Pictures> {
  const options = { limitInputPixels: PIXELS_MAX, failOn: 'error', animated: false } as const;
  try {
    const within = (side: number) =>
      sharp(bytes, options)
        .timeout({ seconds: 30 })
        .rotate()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 80, effort: 3 });
    const { data, info } = await within(SHOWN).toBuffer({ resolveWithObject: true });
    const grey = await sharp(data)
      .greyscale()
      .resize({ width: WIDTH, height: HEIGHT, fit: 'fill' })
      .raw()
      .toBuffer();
    return {
      hash: photoHash(grey),
      shown: { bytes: data, width: info.width, height: info.height },
      thumbnail: await within(THUMBNAIL).toBuffer(),
    };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    if (/exceeds pixel limit|timeout/i.test(message)) throw new PictureTooLarge(message, { cause });
    throw cause;
  }
}
