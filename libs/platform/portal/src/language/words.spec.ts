import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../api/api-problem.ts';
import { providePortalTesting } from '../testing/portal-testing.ts';
import { keysOf, namesIn } from './word-tree.ts';
import type { WordTree } from './word-tree.ts';
import { Words } from './words.ts';

const libraries = path.resolve('libs');
const contexts = readdirSync(libraries).filter((context) => {
  try {
    return readdirSync(path.join(libraries, context, 'portal/src/words')).length > 0;
  } catch {
    return false;
  }
});

async function wordsOf(context: string, language: string): Promise<WordTree> {
  const file = path.join(libraries, context, 'portal/src/words', `${language}.ts`);
  return ((await import(file)) as { default: WordTree }).default;
}

function sentenceAt(tree: WordTree, key: string): string {
  return key
    .split(/\.(?=[^.])/)
    .reduce<string | WordTree>((found, part) => (found as WordTree)[part] ?? '', tree) as string;
}

describe.each(contexts)('the words of %s', (context) => {
  it('are there in both languages, key by key', async () => {
    expect(keysOf(await wordsOf(context, 'en'))).toEqual(keysOf(await wordsOf(context, 'id')));
  });

  it('ask for the same names in both languages', async () => {
    const [id, en] = [await wordsOf(context, 'id'), await wordsOf(context, 'en')];
    for (const key of keysOf(id)) {
      expect([key, namesIn(sentenceAt(en, key))]).toEqual([key, namesIn(sentenceAt(id, key))]);
    }
  });

  it('say everything that the pages ask for', async () => {
    const keys = new Set(keysOf(await wordsOf(context, 'id')).map((key) => `${context}.${key}`));
    const groups = [...keys].flatMap((key) => [key, key.replace(/\.(one|other)$/, '')]);
    const missing = sourcesOf(path.join(libraries, context)).flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const pattern = new RegExp(
        `['"\`](${context}\\.[a-z][A-Za-z]*\\.[A-Za-z0-9.-]*[A-Za-z0-9])['"\`]`,
        'g',
      );
      return [...text.matchAll(pattern)]
        .map(([, key]) => key ?? '')
        .filter((key) => !groups.includes(key))
        .map((key) => `${path.relative(libraries, file)}: ${key}`);
    });
    expect(missing).toEqual([]);
  });
});

function sourcesOf(context: string): string[] {
  const portal = path.join(context, 'portal/src');
  return readdirSync(portal, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|html)$/.test(file) && !/\.spec\.ts$/.test(file))
    .map((file) => path.join(portal, file));
}

describe('Words', () => {
  beforeEach(() => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        providePortalTesting({ words: { exam: { problem: { 'time-is-up': 'Waktu habis pada {{at}}.' } } } }),
      ],
    });
  });

  it('begins in Bahasa Indonesia and switches everything, also the language of the document', async () => {
    const words = TestBed.inject(Words);
    expect(words.t('platform.nav.home')).toBe('Beranda');
    await words.choose('en');
    expect(words.t('platform.nav.home')).toBe('Home');
    expect(document.documentElement.lang).toBe('en');
    expect(localStorage.getItem('bahasa')).toBe('en');
  });

  it('explains a problem with the words of the context that knows it', () => {
    const words = TestBed.inject(Words);
    expect(words.problem(new ApiProblem('time-is-up', 409, '', [], { at: '10.00' }))).toBe(
      'Waktu habis pada 10.00.',
    );
    expect(words.problem(new ApiProblem('not-found', 404, ''))).toContain('tidak ada');
    expect(words.problem(new ApiProblem('never-heard-of', 409, ''))).toContain('belum dapat dipenuhi');
    expect(words.problem(new Error('bug'))).toContain('di pihak kami');
  });
});
