import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Snippet } from '@bimtek/assignments-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type CommentPlace, SnippetPicker } from './snippet-picker.ts';
import words from './words/id.ts';

const classGroup = { id: '0197a000-0000-7000-8000-000000000007' as never, name: 'Kelas Jatim 04' };

@Component({
  imports: [SnippetPicker],
  template: `<assignments-snippet-picker [(open)]="open" [place]="place" (chosen)="chosen.set($event)" />`,
})
class Host {
  readonly open = signal(true);
  readonly chosen = signal('');
  readonly place: CommentPlace = {
    name: 'Asih',
    moduleTitle: 'Strategi Pelibatan',
    classGroup,
    comment: 'Target belum tertulis.',
  };
}

const aSnippet = (n: number, text: string, given: Partial<Snippet> = {}): Snippet => ({
  id: `0197a000-0000-7000-8000-0000000000a${n}` as Snippet['id'],
  text,
  reach: 'own',
  classGroup: null,
  by: 'Ratna',
  isMine: true,
  ...given,
});

beforeAll(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false;
  };
});

async function picking(items: Snippet[]) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { snippets: words },
        session: aSession({ permissions: ['assignment.mark'] }),
        answers: {
          listSnippets: () => ({ items }),
          useSnippet: () => undefined,
          putSnippet: () => aSnippet(9, 'x'),
        },
      }),
    ],
  });
  const fixture = TestBed.createComponent(Host);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const press = async (key: string) => {
    page
      .querySelector('input[type=search]')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    await fixture.whenStable();
  };
  const type = async (text: string) => {
    const box = page.querySelector<HTMLInputElement>('input[type=search]');
    if (!box) throw new Error('no search box');
    box.value = text;
    box.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const { calls } = TestBed.inject(ApiClient) as FakeApi;
  return { fixture, page, press, type, calls };
}

describe('the comment bank at the desk', () => {
  it('is searched and chosen from by keyboard, with placeholders filled', async () => {
    const { fixture, press, type, calls } = await picking([
      aSnippet(1, 'Bagus, {nama}!'),
      aSnippet(2, 'Kaitkan dengan {modul}, {nama}.'),
      aSnippet(3, 'Kaitkan dengan angka.'),
    ]);
    await type('kaitkan');
    await press('ArrowDown');
    await press('ArrowUp');
    await press('Enter');
    expect(fixture.componentInstance.chosen()).toBe('Kaitkan dengan Strategi Pelibatan, Asih.');
    expect(fixture.componentInstance.open()).toBe(false);
    expect(calls.at(-1)).toMatchObject({ name: 'useSnippet' });
  });

  it('begins a new one with what is written, and shares it with the class when asked to', async () => {
    const { fixture, page, calls } = await picking([]);
    expect(page.textContent).toContain(words.none);
    page.querySelector<HTMLInputElement>('ui-segment input[value=class]')?.click();
    [...page.querySelectorAll<HTMLInputElement>('ui-segment input')].at(1)?.click();
    await fixture.whenStable();
    page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
    expect(calls.find(({ name }) => name === 'putSnippet')?.input).toMatchObject({
      body: { text: 'Target belum tertulis.', reach: 'class', classGroupId: classGroup.id },
    });
  });

  it('offers to take out only one’s own', async () => {
    const { page } = await picking([
      aSnippet(1, 'Milik saya'),
      aSnippet(2, 'Dari kelas', { isMine: false, reach: 'class', classGroup }),
    ]);
    expect(page.querySelectorAll('[aria-label^="Hapus dari kumpulan"]')).toHaveLength(1);
    expect(page.textContent).toContain('Kelas Jatim 04, dari Ratna');
  });
});
