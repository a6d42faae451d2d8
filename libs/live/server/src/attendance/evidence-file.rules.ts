import { fileTypeFromBuffer } from 'file-type';

const TAKEN: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/** What proof may be, by its bytes and never by its name; the name it is kept under ends as it should. */
export async function judgeProof(
  bytes: Uint8Array,
  fileName: string,
): Promise<{ mediaType: string; fileName: string } | 'file-empty' | 'kind-unknown'> {
  if (bytes.byteLength === 0) return 'file-empty';
  const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  const ending = TAKEN[mediaType];
  if (!ending) return 'kind-unknown';
  const name = fileName.replace(/\.[^.]*$/, '').trim() || 'bukti';
  return { mediaType, fileName: `${name}.${ending}` };
}
