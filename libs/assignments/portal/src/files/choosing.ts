import { FILE_MAX_BYTES, type FileKind } from '@bimtek/assignments-contracts';

/** A photo is made smaller before it is sent; beyond this no phone opens one. */
const PHOTO_MAX_BYTES = 100 * 1024 * 1024;

/** Why a file that was chosen is not taken; that one cannot be read shows only when it is. */
export type ChoiceFault =
  'kind' | 'empty' | 'too-large' | 'too-many' | 'photo-unreadable' | 'photo-too-large' | 'unreadable';

const endings: Readonly<Record<string, FileKind>> = {
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  webp: 'image',
  heic: 'image',
  heif: 'image',
  gif: 'image',
  bmp: 'image',
  avif: 'image',
  pdf: 'pdf',
  docx: 'docx',
  webm: 'audio',
  weba: 'audio',
  mp3: 'audio',
  m4a: 'audio',
  mp4: 'audio',
  ogg: 'audio',
  oga: 'audio',
  opus: 'audio',
};

/** What a file seems to be by its name and what the browser says. The server looks at its content. */
export function kindOf({ name, type }: { name: string; type: string }): FileKind | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (endings[ending]) return endings[ending];
  if (ending) return undefined;
  // The camera of some phones gives photos without a name.
  if (/^image\/(?!svg)/.test(type)) return 'image';
  if (type === 'application/pdf') return 'pdf';
  return type.startsWith('audio/') ? 'audio' : undefined;
}

const accepted: Readonly<Record<FileKind, string>> = {
  image: 'image/*',
  pdf: '.pdf,application/pdf',
  docx: '.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  audio: 'audio/*',
};

/** For the `accept` attribute of a file box. */
export function acceptOf(kinds: readonly FileKind[]): string {
  return kinds.map((kind) => accepted[kind]).join(',');
}

/** Why a chosen file cannot be taken, or null. A photo may be larger, as it is made smaller. */
export function faultOf(
  file: { name: string; type: string; size: number },
  kinds: readonly FileKind[],
): ChoiceFault | null {
  const kind = kindOf(file);
  if (!kind || !kinds.includes(kind)) return 'kind';
  if (file.size === 0) return 'empty';
  if (kind === 'image') return file.size > PHOTO_MAX_BYTES ? 'photo-too-large' : null;
  return file.size > FILE_MAX_BYTES ? 'too-large' : null;
}

/** The name of a photo once it is written anew. */
export function renamedTo(name: string, type: string): string {
  const base = name.replace(/\.[a-z0-9]{1,5}$/i, '').trim() || 'foto';
  return `${base}.${type === 'image/webp' ? 'webp' : 'jpg'}`;
}
