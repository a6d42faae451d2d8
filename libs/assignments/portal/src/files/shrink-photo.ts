/** Longest side of a photo that is sent: enough to read handwriting on a sheet of paper. */
export const PHOTO_SIDE = 1600;
export const PHOTO_BYTES = 600 * 1024;

/** Tried in this order until the photo is small enough. */
const sides = [PHOTO_SIDE, 1280, 1024, 800];
const qualities = [0.82, 0.7, 0.55];

/** A photo that is open, upright as it was taken. */
export interface OpenPhoto {
  readonly width: number;
  readonly height: number;
  /** Draws it anew; the browser may write another type than the one that is asked for. */
  write(width: number, height: number, type: string, quality: number): Promise<Blob>;
  close(): void;
}

/** The photo is of a kind that this browser cannot open, or damaged. */
export class PhotoUnreadable extends Error {}

/** How large a picture is drawn whose longest side may be `side`; never larger than it is. */
export function fitted({ width, height }: { width: number; height: number }, side: number) {
  const share = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) };
}

/**
 * A photo that costs little of a data plan: at most 1600 pixels long and about 600 KB, as WebP, or as JPEG where the
 * browser writes no WebP. It is drawn anew, so the place where it was taken is no longer in it.
 */
export async function shrinkPhoto(photo: Blob, open = openPhoto): Promise<Blob> {
  const picture = await open(photo);
  try {
    let smallest: Blob | undefined;
    let type = 'image/webp';
    for (const side of sides) {
      const { width, height } = fitted(picture, side);
      for (const quality of qualities) {
        let written = await picture.write(width, height, type, quality);
        if (written.type !== type) {
          type = 'image/jpeg';
          written = await picture.write(width, height, type, quality);
        }
        if (!smallest || written.size < smallest.size) smallest = written;
        if (smallest.size <= PHOTO_BYTES) return smallest;
      }
    }
    if (!smallest) throw new PhotoUnreadable('Nothing was drawn');
    return smallest;
  } finally {
    picture.close();
  }
}

/**
 * Through an image element: it turns the photo upright by what the camera noted, and opens a photo of 40 MB at the size
 * it is drawn, where a bitmap would first unpack all of it.
 */
async function openPhoto(photo: Blob): Promise<OpenPhoto> {
  const url = URL.createObjectURL(photo);
  const image = new Image();
  image.decoding = 'async';
  image.src = url;
  try {
    await image.decode();
  } catch (cause) {
    URL.revokeObjectURL(url);
    throw new PhotoUnreadable('The browser cannot open the photo', { cause });
  }
  const canvas = document.createElement('canvas');
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    write: (width, height, type, quality) => {
      const brush = canvas.width === width && canvas.height === height ? null : canvas.getContext('2d');
      if (brush) {
        canvas.width = width;
        canvas.height = height;
        // JPEG has no transparency; what shows through is paper, not black.
        brush.fillStyle = '#fff';
        brush.fillRect(0, 0, width, height);
        brush.imageSmoothingQuality = 'high';
        brush.drawImage(image, 0, 0, width, height);
      }
      return new Promise((resolve, reject) =>
        canvas.toBlob(
          (blob) => (blob ? resolve(blob) : reject(new PhotoUnreadable('Nothing was written'))),
          type,
          quality,
        ),
      );
    },
    close: () => {
      canvas.width = 0;
      image.src = '';
      URL.revokeObjectURL(url);
    },
  };
}
