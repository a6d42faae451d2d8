import { describe, expect, it } from '@jest/globals';
import { linksFor } from './first-load.ts';

const pages = [
  { path: '/masuk', scripts: ['chunk-a.js'], asks: ['session'] },
  {
    path: '/pelajaran/:lessonId',
    scripts: ['chunk-b.js', 'chunk-c.js'],
    asks: ['session', 'lessons/:lessonId'],
  },
];

describe('the links at the end of a page', () => {
  it('name the scripts of the page and what it will ask', () => {
    expect(linksFor('/pelajaran/0197a-b?dari=1', pages, true)).toBe(
      '<link rel="preload" as="fetch" crossorigin href="/api/session">' +
        '<link rel="preload" as="fetch" crossorigin href="/api/lessons/0197a-b">' +
        '<link rel="modulepreload" fetchpriority="low" href="/chunk-b.js">' +
        '<link rel="modulepreload" fetchpriority="low" href="/chunk-c.js">',
    );
  });

  it('ask only who is there when the browser is not known', () => {
    const links = linksFor('/pelajaran/7', pages, false);
    expect(links).toContain('/api/session');
    expect(links).not.toContain('/api/lessons');
  });

  it.each(['/', '/beranda', '/masuk/lain', '/pelajaran', '/pelajaran/7/8'])('are not there for %s', (url) =>
    expect(linksFor(url, pages, true)).toBe(''),
  );

  it.each(['/pelajaran/%22%3E%3Cscript%3E', '/pelajaran/"><script>', '/pelajaran/..', '/pelajaran/a%2Fb'])(
    'carry nothing of an odd address such as %s into the page',
    (url) => expect(linksFor(url, pages, true)).toBe(''),
  );
});
