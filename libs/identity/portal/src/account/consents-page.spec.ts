import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { type FakeApi, aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import words from '../account-words/id.ts';
import { ConsentsPage } from './consents-page.ts';

const consent = (purpose: string) => ({
  purpose,
  version: 3,
  title: { id: `Judul ${purpose}`, en: 'Title' },
  text: { id: `Naskah ${purpose}`, en: 'Text' },
  given: null,
  history: [],
});
const given = { version: 3, at: '2026-07-06T02:00:00.000Z' };

async function open(answers: Record<string, () => unknown>) {
  TestBed.configureTestingModule({
    providers: [providePortalTesting({ words: { account: words }, answers, session: aSession() })],
  });
  const fixture = TestBed.createComponent(ConsentsPage);
  const settle = async () => {
    await fixture.whenStable();
    fixture.detectChanges();
  };
  await settle();
  const root = fixture.nativeElement as HTMLElement;
  const boxes = () => [...root.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const tick = async (place: number) => {
    boxes()[place]?.click();
    await settle();
    await settle();
  };
  return { root, boxes, tick, calls: () => (TestBed.inject(ApiClient) as FakeApi).calls };
}

const list = () => ({ items: [consent('photo'), consent('impact-story')] });

describe('consents', () => {
  it('are each by itself, none ticked before', async () => {
    const page = await open({ listConsents: list });
    expect(page.boxes().map((box) => box.checked)).toEqual([false, false]);
    expect(page.root.textContent).toContain('Naskah photo');
  });

  it('are given in the version that was read, without touching the others', async () => {
    const page = await open({
      listConsents: list,
      giveConsent: () => ({ ...consent('impact-story'), given, history: [] }),
    });
    await page.tick(1);
    expect(page.calls().at(-1)).toEqual({
      name: 'giveConsent',
      input: { params: { purpose: 'impact-story' }, body: { version: 3 } },
    });
    expect(page.boxes().map((box) => box.checked)).toEqual([false, true]);
  });

  it('show what stands when one could not be given', async () => {
    const page = await open({
      listConsents: list,
      giveConsent: () => {
        throw new ApiProblem('consent-text-changed', 409, '');
      },
    });
    await page.tick(0);
    expect(page.root.textContent).toContain(words.problem['consent-text-changed']);
    expect(page.boxes()[0]?.checked).toBe(false);
  });
});
