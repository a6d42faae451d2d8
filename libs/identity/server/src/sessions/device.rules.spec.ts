import { describe, expect, it } from '@jest/globals';
import { deviceOf } from './device.rules.ts';

describe('deviceOf', () => {
  it.each([
    [
      'a phone in the village',
      'Mozilla/5.0 (Linux; Android 13; SM-A045F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
      { kind: 'phone', browser: 'Chrome', system: 'Android' },
    ],
    [
      'the browser that came with it',
      'Mozilla/5.0 (Linux; Android 12; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
      { kind: 'phone', browser: 'Samsung Internet', system: 'Android' },
    ],
    [
      'an Android tablet',
      'Mozilla/5.0 (Linux; Android 12; SM-T225) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
      { kind: 'tablet', browser: 'Chrome', system: 'Android' },
    ],
    [
      'an iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      { kind: 'phone', browser: 'Safari', system: 'iOS' },
    ],
    [
      'the computer of an office',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
      { kind: 'computer', browser: 'Edge', system: 'Windows' },
    ],
    ['a program', 'curl/8.5.0', { kind: 'unknown', browser: null, system: null }],
  ] as const)('recognizes %s', (_case, userAgent, expected) => expect(deviceOf(userAgent)).toEqual(expected));
});
