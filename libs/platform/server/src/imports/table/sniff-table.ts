import { zipContents } from './zip-contents.ts';

export type TableFormat = 'xlsx' | 'csv';
export type Refusal =
  | 'file-empty'
  | 'file-not-a-table'
  | 'file-locked'
  | 'file-has-macros'
  | 'file-too-large-inside'
  | 'file-damaged';

/** A sheet of 20,000 rows unpacks to some 30 MB; what unpacks to more is no list of people. */
const MOST_UNPACKED_BYTES = 100 * 1024 * 1024;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The container of old .xls files, and of new ones behind a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

/** What kind of table the bytes are, whatever the file is called, or why they are none. */
export function sniffTable(bytes: Uint8Array): { format: TableFormat } | { refusal: Refusal } {
  if (bytes.byteLength === 0) return { refusal: 'file-empty' };
  if (startsWith(bytes, OLE)) return { refusal: 'file-locked' };
  if (startsWith(bytes, ZIP)) return sniffZip(bytes);
  return isText(bytes) ? { format: 'csv' } : { refusal: 'file-not-a-table' };
}

function sniffZip(bytes: Uint8Array): { format: TableFormat } | { refusal: Refusal } {
  const contents = zipContents(bytes);
  if (!contents) return { refusal: 'file-damaged' };
  if (contents.names.some((name) => /vbaProject\.bin$|macrosheets\//i.test(name))) {
    return { refusal: 'file-has-macros' };
  }
  if (!contents.names.includes('xl/workbook.xml')) return { refusal: 'file-not-a-table' };
  if (contents.unpackedBytes > MOST_UNPACKED_BYTES) return { refusal: 'file-too-large-inside' };
  return { format: 'xlsx' };
}

/** Text of a table: no control characters but tab and line ends, and not a document of another kind in text form. */
function isText(bytes: Uint8Array): boolean {
  const text = decodeText(bytes.subarray(0, 8_192), bytes.byteLength > 8_192).trimStart();
  if (/^(<|%PDF|\{\\rtf|\{|\[)/.test(text)) return false;

  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text);
}

/**
 * The text of a CSV file: UTF-8, UTF-16 when it says so, otherwise the code page of Windows in Indonesia. Of bytes that
 * were cut, a character without its end is no sign of another code page.
 */
export function decodeText(bytes: Uint8Array, isCut = false): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
