import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiClient, UNSENT_WORK } from '@bimtek/platform-portal';
import type { UnsentOf } from '@bimtek/platform-portal';
import { type FakeApi, aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { Service } from '@angular/core';
import words from '../words/id.ts';
import { ProfilePage } from './profile-page.ts';

const personId = aSession().person.id;
const key = `tes:${personId}:percobaan`;

@Service()
class Answers implements UnsentOf {
  static hasSignal = false;
  count(): number {
    return localStorage.getItem(key) === null ? 0 : 2;
  }
  send(): Promise<void> {
    if (Answers.hasSignal) this.discard();
    return Promise.resolve();
  }
  discard(): void {
    localStorage.removeItem(key);
  }
}

const session = {
  ...aSession(),
  participantCode: 'BT26-482173',
  sharedPhone: true,
  expiresAt: '2026-07-06T02:15:00.000Z',
};

async function open() {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false;
  };
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { identity: words },
        session: aSession(),
        answers: { getSession: () => ({ session }), signOut: () => undefined },
      }),
      { provide: UNSENT_WORK, useValue: () => Promise.resolve([Answers]) },
    ],
  });
  const fixture = TestBed.createComponent(ProfilePage);
  const settle = async () => {
    for (let i = 0; i < 3; i++) {
      await fixture.whenStable();
      fixture.detectChanges();
    }
  };
  await settle();
  const root = fixture.nativeElement as HTMLElement;
  const press = async (name: string) => {
    [...root.querySelectorAll('button')].find((one) => one.textContent?.trim() === name)?.click();
    await settle();
  };
  const signedOut = () => (TestBed.inject(ApiClient) as FakeApi).calls.some(({ name }) => name === 'signOut');
  return { dialog: () => root.querySelector('dialog'), press, signedOut };
}

beforeEach(() => {
  // Going to another document is more than jsdom can, and it says so.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  localStorage.clear();
  localStorage.setItem(key, '{}');
  Answers.hasSignal = false;
});

describe('signing out', () => {
  it('sends what waits on the phone first', async () => {
    Answers.hasSignal = true;
    const page = await open();
    await page.press(words.profile.signOut);
    expect(page.signedOut()).toBe(true);
    expect(localStorage.getItem(key)).toBeNull();
  });

  it('asks when it cannot be sent, and staying changes nothing', async () => {
    const page = await open();
    await page.press(words.profile.signOut);
    expect(page.signedOut()).toBe(false);
    expect(page.dialog()?.open).toBe(true);
    expect(page.dialog()?.textContent).toContain('2 jawaban');
    await page.press(words.profile.stay);
    expect(page.signedOut()).toBe(false);
    expect(localStorage.getItem(key)).not.toBeNull();
  });

  it('gives up what waits only when that was said', async () => {
    const page = await open();
    await page.press(words.profile.signOutAndClear);
    await page.press(words.profile.discard);
    expect(page.signedOut()).toBe(true);
    expect(localStorage.getItem(key)).toBeNull();
  });
});
