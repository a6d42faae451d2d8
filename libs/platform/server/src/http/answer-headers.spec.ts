import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../settings/settings.ts';
import { headersOf } from './answer-headers.ts';

const settings = (given: Record<string, string> = {}) =>
  readSettings({ NODE_ENV: 'test', DATABASE_URL: 'postgres://localhost/x', ...given });
const headers = (url: string, given?: Record<string, string>) => headersOf({ id: '1', url }, settings(given));
const framesOf = (policy = '') => /frame-src ([^;]*)/.exec(policy)?.[1];

describe('the headers of a page', () => {
  it('let in frames of films, and of the meetings that are set up, and no others', () => {
    expect(framesOf(headers('/jadwal')['content-security-policy'])).toBe('https://www.youtube-nocookie.com');
    const jitsi = { LIVE_JITSI_URL: 'https://meet.example/sub/' };
    expect(framesOf(headers('/jadwal', jitsi)['content-security-policy'])).toBe(
      'https://www.youtube-nocookie.com https://meet.example',
    );
  });

  it('lend camera and microphone to the meetings that are set up, and otherwise the microphone to the page', () => {
    expect(headers('/jadwal')['permissions-policy']).toContain(
      'camera=(), display-capture=(), microphone=(self)',
    );
    expect(headers('/jadwal', { LIVE_JITSI_URL: 'https://meet.example' })['permissions-policy']).toContain(
      'camera=(self "https://meet.example"), display-capture=(self "https://meet.example"), microphone=(self "https://meet.example")',
    );
  });

  it('of the api let in nothing at all', () => {
    const policy = headers('/api/health', { LIVE_JITSI_URL: 'https://meet.example' })[
      'content-security-policy'
    ];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('meet.example');
  });
});
