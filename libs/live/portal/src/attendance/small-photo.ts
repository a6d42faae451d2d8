import { DOCUMENT_MAX_BYTES } from '@bimtek/live-contracts';

/** Enough to read handwriting on a sheet of paper. */
const SIDE = 1600;

export class PhotoUnreadable extends Error {}

/** A photo that costs little of a data plan, without the place it was taken at; a PDF stays as it is. */
export async function smallPhoto(file: File, draw = drawn): Promise<File> {
  if (file.type === 'application/pdf' || /\.pdf$/i.test(file.name)) return file;
  const written = await draw(file);
  const name = file.name.replace(/\.[^.]*$/, '') || 'foto';
  return new File([written], `${name}.jpg`, { type: 'image/jpeg' });
}

export function isTooLarge(file: File): boolean {
  return file.size > DOCUMENT_MAX_BYTES;
}

/** Through an image element, which turns the photo upright by what the camera noted. */
async function drawn(photo: Blob): Promise<Blob> {
  const url = URL.createObjectURL(photo);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const share = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(image.naturalWidth * share));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * share));
    const brush = canvas.getContext('2d');
    if (!brush) throw new PhotoUnreadable('Nothing to draw with');
    brush.fillStyle = '#fff';
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    const written = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.78));
    if (!written) throw new PhotoUnreadable('Nothing was drawn');
    return written;
  } catch (cause) {
    throw cause instanceof PhotoUnreadable
      ? cause
      : new PhotoUnreadable('The photo cannot be opened', { cause });
  } finally {
    URL.revokeObjectURL(url);
  }
}
