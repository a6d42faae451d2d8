import type { FileKind } from '@bimtek/assignments-contracts';
import { fileTypeFromBuffer } from 'file-type';
import { endOfZip, readZip } from './zip.ts';

export interface Judged {
  kind: FileKind;
  mediaType: string;
}
/** Why bytes are no file that is taken: codes of `attachProblem`. */
export type ContentRefusal =
  | 'kind-unknown'
  | 'kind-disguised'
  | 'kind-ambiguous'
  | 'file-encrypted'
  | 'file-damaged'
  | 'has-script'
  | 'has-video';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What is recognized, and as what it is kept. Recordings without a picture are told from films below. */
const KINDS: Record<string, Judged> = {
  'image/jpeg': { kind: 'image', mediaType: 'image/jpeg' },
  'image/png': { kind: 'image', mediaType: 'image/png' },
  'image/apng': { kind: 'image', mediaType: 'image/png' },
  'image/webp': { kind: 'image', mediaType: 'image/webp' },
  'application/pdf': { kind: 'pdf', mediaType: 'application/pdf' },
  'audio/webm': { kind: 'audio', mediaType: 'audio/webm' },
  'video/webm': { kind: 'audio', mediaType: 'audio/webm' },
  'audio/mp4': { kind: 'audio', mediaType: 'audio/mp4' },
  'audio/x-m4a': { kind: 'audio', mediaType: 'audio/mp4' },
  'video/mp4': { kind: 'audio', mediaType: 'audio/mp4' },
  'audio/ogg': { kind: 'audio', mediaType: 'audio/ogg' },
  'video/ogg': { kind: 'audio', mediaType: 'audio/ogg' },
  'application/ogg': { kind: 'audio', mediaType: 'audio/ogg' },
  'audio/mpeg': { kind: 'audio', mediaType: 'audio/mpeg' },
};

/** The endings of names by media type; the first is given to a name that has none of them. */
const ENDINGS: Record<string, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  [DOCX]: ['docx'],
  'audio/webm': ['webm', 'weba'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/mpeg': ['mp3'],
};
const KIND_OF_ENDING = new Map(
  Object.entries(ENDINGS).flatMap(([mediaType, endings]) =>
    endings.map((ending) => [ending, KINDS[mediaType]?.kind ?? 'docx'] as const),
  ),
);
/** A name that promises a program, a page or an archive, over something that is none, is not a mistake of a phone. */
const OTHER_ENDINGS = new Set(
  'apk bat cmd com doc docm dotm exe htm html jar js mjs msi rar scr sh svg svgz xhtml xls xlsm xlsx xml zip 7z'.split(
    ' ',
  ),
);

/** Pages and drawings begin with a tag, perhaps after a mark of order, spaces, a declaration or comments. */
const PAGE =
  /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]{0,4000}?-->\s*|<!doctype svg[^>]*>\s*)*<(?:svg|!doctype html|html|head|body|script|iframe)\b/i;
/** What browsers take for the beginning of a page, anywhere in the part that they look at. */
const HIDDEN_PAGE = /<(?:!doctype html|html|head|body|script|svg|iframe|object|embed)[\s>/]|<\?php/i;
const SNIFFED_BYTES = 1_445;
const ZIP_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const PDF_HEADER = '%PDF-';
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/** What the bytes are, whatever the name says; refuses what could be taken for two things, or run. */
export async function judgeContent(
  bytes: Buffer,
  fileName: string,
): Promise<Judged | { refusal: ContentRefusal }> {
  const ending = endingOf(fileName);
  if (PAGE.test(textOf(bytes.subarray(0, 8_192)))) return { refusal: 'has-script' };
  if (bytes.subarray(0, 4).equals(ZIP_HEADER)) return judgeZip(bytes, ending);
  return judgeOther(bytes, ending);
}

async function judgeOther(bytes: Buffer, ending: string): Promise<Judged | { refusal: ContentRefusal }> {
  const recognized = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const judged = KINDS[recognized?.mime.split(';')[0] ?? ''];
  const head = bytes.toString('latin1', 0, 1_024);
  if (!judged) {
    if (recognized?.mime === 'application/x-cfb' && bytes.includes(ENCRYPTED_PACKAGE))
      return { refusal: 'file-encrypted' };
    if (head.includes(PDF_HEADER)) return { refusal: 'kind-ambiguous' };
    if (recognized?.mime.startsWith('video/')) return { refusal: 'has-video' };
    if (KIND_OF_ENDING.has(ending)) return { refusal: recognized ? 'kind-disguised' : 'file-damaged' };
    return { refusal: 'kind-unknown' };
  }
  if (isDisguised(judged.kind, ending)) return { refusal: 'kind-disguised' };
  if (isAmbiguous(bytes, head, judged.kind)) return { refusal: 'kind-ambiguous' };
  const refusal =
    judged.kind === 'pdf' ? refusesPdf(bytes) : judged.kind === 'audio' ? refusesSound(bytes) : null;
  return refusal ? { refusal } : judged;
}

/** A DOCX is an archive with a document in it; every other archive is not taken. */
function judgeZip(bytes: Buffer, ending: string): Judged | { refusal: ContentRefusal } {
  const entries = readZip(bytes);
  const isNamedForSomethingElse = KIND_OF_ENDING.has(ending) && ending !== 'docx';
  if (!entries)
    return {
      refusal: isNamedForSomethingElse
        ? 'kind-disguised'
        : endOfZip(bytes)
          ? 'kind-ambiguous'
          : 'file-damaged',
    };
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  if (!names.has('word/document.xml') || !names.has('[content_types].xml')) {
    return { refusal: KIND_OF_ENDING.has(ending) ? 'kind-disguised' : 'kind-unknown' };
  }
  if (isDisguised('docx', ending)) return { refusal: 'kind-disguised' };
  if (entries.some(({ isEncrypted }) => isEncrypted)) return { refusal: 'file-encrypted' };
  if ([...names].some((name) => /vbaproject|activex|\.(exe|js|vbs|bat)$/.test(name)))
    return { refusal: 'has-script' };
  if (bytes.toString('latin1', 0, 1_024).includes(PDF_HEADER)) return { refusal: 'kind-ambiguous' };
  return { kind: 'docx', mediaType: DOCX };
}

function isDisguised(kind: FileKind, ending: string): boolean {
  return OTHER_ENDINGS.has(ending) || (KIND_OF_ENDING.has(ending) && KIND_OF_ENDING.get(ending) !== kind);
}

/** Whether another program would find something else in it: an archive behind, a page or a PDF inside the head. */
function isAmbiguous(bytes: Buffer, head: string, kind: FileKind): boolean {
  if (kind !== 'pdf' && head.includes(PDF_HEADER)) return true;
  if (HIDDEN_PAGE.test(bytes.toString('latin1', 0, SNIFFED_BYTES))) return true;
  return bytes.length >= 22 && endOfZip(bytes) !== null;
}

function refusesPdf(bytes: Buffer): ContentRefusal | null {
  const text = bytes.toString('latin1');
  if (/\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text)) return 'file-encrypted';
  return text.includes('startxref') && text.includes('%%EOF') ? null : 'file-damaged';
}

/** The tracks of WebM, MP4 and Ogg say what they hold. */
function refusesSound(bytes: Buffer): ContentRefusal | null {
  const head = bytes.toString('latin1', 0, 65_536);
  if (/V_(?:VP8|VP9|AV1|MPEG)/.test(head) || head.includes('\x80theora')) return 'has-video';
  return /hdlr[\s\S]{8}vide/.test(bytes.toString('latin1')) ? 'has-video' : null;
}

function textOf(head: Buffer): string {
  const isWide =
    head.length > 1 && ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0));
  return head.toString(isWide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}

function endingOf(fileName: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(fileName.trim())?.[1]?.toLowerCase() ?? '';
}

/** The name under which it is kept: without signs that mean something to a disk, with an ending that says what it is. */
export function keptName(fileName: string, mediaType: string): string {
  const plain = fileName
    .replaceAll(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069\\/:*?"<>|\s]+/g, ' ')
    .trim();
  const endings = ENDINGS[mediaType] ?? [];
  const base = plain.replace(/^[.\s]+/, '') || 'berkas';
  return endings.includes(endingOf(base)) ? base : `${base}.${endings[0] ?? 'bin'}`;
}
