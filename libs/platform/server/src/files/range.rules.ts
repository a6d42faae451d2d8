import type { ByteRange } from './storage.ts';

/**
 * The part of `sizeBytes` bytes that a Range header asks for (RFC 9110, 14.2): a range, `all` when the whole is to be sent,
 * `none` when there is nothing of what it asks. Several ranges at once, and what cannot be read, are the whole.
 */
export function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | 'all' | 'none' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return 'all';
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'none' : { first: sizeBytes - length, last: sizeBytes - 1 };
  }
  const range = {
    first: Number(first),
    last: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1),
  };
  if (last !== '' && Number(last) < range.first) return 'all';
  return range.first >= sizeBytes ? 'none' : range;
}
