import { NewStage, serviceOf, youtubeIdOf } from '@bimtek/live-contracts';
import { describe, expect, it } from '@jest/globals';
import { entryByLink } from './stage.rules.ts';

describe('the address of a meeting', () => {
  it.each([
    ['https://zoom.us/j/123?pwd=abc', 'zoom'],
    ['https://us06web.zoom.us/j/123', 'zoom'],
    ['https://meet.google.com/abc-defg-hij', 'meet'],
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'youtube'],
    ['https://youtu.be/dQw4w9WgXcQ', 'youtube'],
    ['http://zoom.us/j/123', null],
    ['https://zoom.us.example.com/j/123', null],
    ['https://evilzoom.us/j/123', null],
    ['https://zoom.us@example.com/j/123', null],
    ['https://zoom.us:8443/j/123', null],
    ['javascript:alert(1)', null],
    ['zoom.us/j/123', null],
  ])('%s is one of %s', (address, service) => expect(serviceOf(address)).toBe(service));

  it.each([
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3',
    'https://youtu.be/dQw4w9WgXcQ?si=x',
    'https://www.youtube.com/live/dQw4w9WgXcQ',
    'https://m.youtube.com/embed/dQw4w9WgXcQ',
  ])('%s names a film', (address) => expect(youtubeIdOf(address)).toBe('dQw4w9WgXcQ'));

  it.each([
    'https://www.youtube.com/@perpusnas',
    'https://youtu.be/"onload=',
    'https://www.youtube.com/watch?v=<script>',
  ])('%s names none and is not taken', (url) => {
    expect(youtubeIdOf(url)).toBeNull();
    expect(NewStage.safeParse({ provider: 'link', url }).success).toBe(false);
  });
});

describe('a link', () => {
  it('of a film is shown on the page, where no cookie is set before it plays', () => {
    expect(entryByLink('https://youtu.be/dQw4w9WgXcQ').embed).toMatch(
      /^https:\/\/www\.youtube-nocookie\.com\/embed\/dQw4w9WgXcQ\?/,
    );
  });

  it('of a meeting opens by itself', () => {
    const url = 'https://zoom.us/j/123?pwd=abc';
    expect(entryByLink(url)).toEqual({ provider: 'link', service: 'zoom', embed: null, open: url });
  });
});
