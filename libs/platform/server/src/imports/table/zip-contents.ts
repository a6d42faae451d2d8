/** What a ZIP archive says it holds, read from its central directory without unpacking anything. */
export interface ZipContents {
  names: string[];
  /** Bytes when unpacked, as declared; a reader must stop where an entry grows past what it declared. */
  unpackedBytes: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** Null when the bytes are no plain ZIP archive: damaged, in several parts, or ZIP64 (which no small table needs). */
export function zipContents(bytes: Uint8Array): ZipContents | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const contents: ZipContents = { names: [], unpackedBytes: 0 };
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) return null;
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    // An entry that claims to unpack to nothing would be read without a limit.
    if (unpacked === 0xffffffff || (unpacked === 0 && packed > 2)) return null;
    const nameLength = view.getUint16(at + 28, true);
    contents.names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)));
    contents.unpackedBytes += unpacked;
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return contents;
}

function endOfDirectory(view: DataView): number | null {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return null;
}
