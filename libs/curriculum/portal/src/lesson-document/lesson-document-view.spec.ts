import { TestBed } from '@angular/core/testing';
import type { LessonDocument } from '@bimtek/curriculum-contracts';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import words from '../lesson-words/id.ts';
import { LessonDocumentView } from './lesson-document-view.ts';

const text = (words: string) => [{ text: words }];

async function shown(blocks: LessonDocument['blocks']): Promise<HTMLElement> {
  TestBed.configureTestingModule({ providers: [providePortalTesting({ words: { lesson: words } })] });
  const fixture = TestBed.createComponent(LessonDocumentView);
  fixture.componentRef.setInput('document', { format: 1, blocks });
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}

describe('LessonDocumentView', () => {
  it('shows whatever is written as text, never as markup', async () => {
    const element = await shown([{ type: 'paragraph', text: text('<img src=x onerror=alert(1)>') }]);
    expect(element.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(element.querySelector('img, script')).toBeNull();
  });

  it('keeps words and their marks together without extra space', async () => {
    const element = await shown([
      {
        type: 'paragraph',
        text: [
          { text: 'Kata ' },
          { text: 'kuat', isStrong: true },
          { text: ', lalu ' },
          { text: 'miring', isEmphasis: true },
          { text: '.' },
        ],
      },
    ]);
    expect(element.querySelector('p')?.textContent).toBe('Kata kuat, lalu miring.');
    expect(element.querySelector('strong')?.textContent).toBe('kuat');
    expect(element.querySelector('em')?.textContent).toBe('miring');
  });

  it('opens links elsewhere without telling where the reader came from', async () => {
    const element = await shown([
      { type: 'paragraph', text: [{ text: 'Perpusnas', href: 'https://www.perpusnas.go.id/' }] },
    ]);
    const link = element.querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://www.perpusnas.go.id/');
    expect(link?.rel).toBe('noopener noreferrer');
  });

  it('keeps the room of a figure before it is there, and says what it shows', async () => {
    const figure = {
      type: 'figure' as const,
      asset: 'a'.repeat(64),
      alt: 'Sebuah tangga',
      caption: 'Tangga',
      width: 640,
      height: 370,
    };
    const image = (await shown([figure])).querySelector('img');
    expect(image?.getAttribute('src')).toBe(`/api/curriculum/assets/${'a'.repeat(64)}`);
    expect([image?.alt, image?.width, image?.height, image?.getAttribute('loading')]).toEqual([
      'Sebuah tangga',
      640,
      370,
      'lazy',
    ]);
  });

  it('marks each block with its place', async () => {
    const element = await shown([
      { type: 'heading', level: 2, text: text('Judul') },
      { type: 'story', title: 'Contoh', blocks: [{ type: 'paragraph', text: text('Cerita.') }] },
      { type: 'keyPoints', items: [text('Satu')] },
    ]);
    expect(
      [...element.querySelectorAll('[data-block]')].map((block) => block.getAttribute('data-block')),
    ).toEqual(['0', '1', '2']);
  });

  it('answers an exercise softly, as often as one likes', async () => {
    const element = await shown([
      {
        type: 'exercise',
        ask: text('Apa langkah pertama?'),
        options: [
          { id: 'a', text: text('Diam'), isRight: false, feedback: text('Coba pikirkan warga.') },
          { id: 'b', text: text('Bertanya'), isRight: true, feedback: text('Ya, tanyakan dulu.') },
        ],
      },
    ]);
    const [first, second] = [...element.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    const answer = () => element.querySelector('[aria-live]')?.textContent ?? '';
    expect(answer().trim()).toBe('');
    first?.click();
    TestBed.tick();
    expect(answer()).toContain('Belum tepat, coba lagi.');
    expect(answer()).toContain('Coba pikirkan warga.');
    second?.click();
    TestBed.tick();
    expect(answer()).toContain('Tepat.');
    expect(answer()).not.toContain('Coba pikirkan warga.');
  });
});
