import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  isEncrypted: boolean;
  method: number;
  packedBytes: number;
  /** As the archive says; `unpack` believes nothing of it. */
  unpackedBytes: number;
  offset: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRIES_MAX = 2_000;

/** Where an archive ends (PKWARE APPNOTE 4.3.16) that reaches to the very end of the bytes, or null when there is none. */
export function endOfZip(bytes: Buffer): { at: number; entries: number; size: number; from: number } | null {
  const lowest = Math.max(0, bytes.length - END_BYTES - 0xffff);
  for (let at = bytes.length - END_BYTES; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) !== END) continue;
    const size = bytes.readUInt32LE(at + 12);
    const isWhole = at + END_BYTES + bytes.readUInt16LE(at + 20) <= bytes.length;
    // The list of entries stands right before its end, wherever the archive itself begins.
    const isListed = size <= at && (size === 0 || bytes.readUInt32LE(at - size) === ENTRY);
    if (isWhole && isListed)
      return { at, entries: bytes.readUInt16LE(at + 10), size, from: bytes.readUInt32LE(at + 16) };
  }
  return null;
}

/** What an archive holds that fills all of the bytes, first to last; null when it is damaged, or something stands around it. */
export function readZip(bytes: Buffer): ZipEntry[] | null {
  const end = bytes.length < END_BYTES ? null : endOfZip(bytes);
  if (!end || end.from + end.size !== end.at || end.entries > ENTRIES_MAX) return null;
  if (end.at + END_BYTES + bytes.readUInt16LE(end.at + 20) !== bytes.length) return null;
  const entries: ZipEntry[] = [];
  let at = end.from;
  while (entries.length < end.entries) {
    if (at + 46 > end.at || bytes.readUInt32LE(at) !== ENTRY) return null;
    const nameBytes = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameBytes),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The bytes of an entry; throws when it is damaged or when there are more than `maxBytes`, before they are all made. */
export function unpack(bytes: Buffer, entry: ZipEntry, maxBytes: number): Buffer {
  const { offset, packedBytes, method } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL)
    throw new Error('the entry is not there');
  const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(from, from + packedBytes);
  if (method === 8) return inflateRawSync(packed, { maxOutputLength: maxBytes });
  if (method !== 0 || packed.length > maxBytes) throw new Error('the entry cannot be unpacked');
  return packed;
}
