import { describe, expect, it } from '@jest/globals';
import { rangeOf } from './range.rules.ts';

describe('rangeOf', () => {
  it.each([
    ['nothing is asked', undefined, 100, 'all'],
    ['the beginning', 'bytes=0-0', 100, { first: 0, last: 0 }],
    ['a part', 'bytes=10-19', 100, { first: 10, last: 19 }],
    ['from somewhere on', 'bytes=90-', 100, { first: 90, last: 99 }],
    ['more than there is', 'bytes=90-1000', 100, { first: 90, last: 99 }],
    ['the last bytes', 'bytes=-10', 100, { first: 90, last: 99 }],
    ['more last bytes than there are', 'bytes=-1000', 100, { first: 0, last: 99 }],
    ['no last bytes', 'bytes=-0', 100, 'none'],
    ['behind the end', 'bytes=100-', 100, 'none'],
    ['anything of nothing', 'bytes=0-', 0, 'none'],
    ['backwards, which says nothing', 'bytes=19-10', 100, 'all'],
    ['several at once', 'bytes=0-1,5-6', 100, 'all'],
    ['other units', 'lines=0-1', 100, 'all'],
    ['no number', 'bytes=a-b', 100, 'all'],
    ['a number beyond all numbers', `bytes=${'9'.repeat(40)}-`, 100, 'all'],
  ] as const)('%s', (_case, header, sizeBytes, expected) =>
    expect(rangeOf(header, sizeBytes)).toEqual(expected),
  );
});
