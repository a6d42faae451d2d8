import { describe, expect, it } from '@jest/globals';
import { isSameSite } from './same-site.ts';

const publicUrl = 'https://ruang.example/';
const host = 'ruang.example';

describe('isSameSite', () => {
  it.each([
    ['a page of this site', { origin: 'https://ruang.example', 'sec-fetch-site': 'same-origin' }, true],
    ['a page of this site in an older browser', { origin: 'https://ruang.example' }, true],
    ['something typed or bookmarked', { 'sec-fetch-site': 'none' }, true],
    ['a program that is no browser', {}, true],
    ['a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
    ['another site in an older browser', { origin: 'https://evil.example' }, false],
    ['a neighbor below the same domain', { 'sec-fetch-site': 'same-site' }, false],
    ['a neighbor in an older browser', { origin: 'https://other.ruang.example' }, false],
    ['another port of this host', { origin: 'https://ruang.example:8443' }, false],
    ['a page without an origin: a sandbox, a file', { origin: 'null' }, false],
    ['something that is no origin', { origin: 'ruang.example' }, false],
    [
      'this origin with the word of a browser against it',
      { origin: publicUrl, 'sec-fetch-site': 'x' },
      false,
    ],
  ] as const)('%s', (_case, headers, expected) => {
    expect(isSameSite({ headers: { host, ...headers } }, publicUrl)).toBe(expected);
  });

  it('takes the host that was asked for, so that a phone in the same room may use the address of the laptop', () => {
    const headers = { host: '192.168.1.4:3000', origin: 'http://192.168.1.4:3000' };
    expect(isSameSite({ headers }, 'http://localhost:3000')).toBe(true);
    expect(isSameSite({ headers, host: 'localhost:3000' }, 'http://localhost:3000')).toBe(false);
    expect(isSameSite({ headers: { origin: headers.origin } }, 'http://localhost:3000')).toBe(false);
  });
});
