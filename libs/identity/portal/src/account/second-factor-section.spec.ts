import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { type FakeApi, aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import words from '../account-words/id.ts';
import { SecondFactorSection } from './second-factor-section.ts';

const none = { isRequired: true, totp: null, passkeys: [], recoveryCodesLeft: 0 };
const withApp = { ...none, totp: { addedAt: '2026-07-01T02:00:00.000Z' }, recoveryCodesLeft: 9 };

async function open(answers: Record<string, () => unknown>, mustAddSecondFactor = false) {
  // Jsdom knows the dialog element but not how to open it.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false;
  };
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { account: words },
        answers,
        session: { ...aSession(), mustAddSecondFactor },
      }),
    ],
  });
  const fixture = TestBed.createComponent(SecondFactorSection);
  const settle = async () => {
    await fixture.whenStable();
    fixture.detectChanges();
  };
  await settle();
  const root = fixture.nativeElement as HTMLElement;
  const buttons = () => [...root.querySelectorAll('button')];
  const press = async (name: string) => {
    buttons()
      .find((one) => one.textContent?.includes(name))
      ?.click();
    await settle();
    await settle();
  };
  const type = (selector: string, text: string) => {
    const box = root.querySelector<HTMLInputElement>(selector) as HTMLInputElement;
    box.value = text;
    box.dispatchEvent(new Event('input'));
  };
  const calls = () => (TestBed.inject(ApiClient) as FakeApi).calls;
  return { root, text: () => root.textContent ?? '', press, type, settle, calls };
}

const totp = {
  secret: 'GEZDGNBVGY3TQOJQ',
  uri: 'otpauth://totp/x',
  qrSvg: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
};

describe('the second step when signing in', () => {
  it('says first that it must be added, and shows QR code, secret and, once, the recovery codes', async () => {
    const page = await open(
      {
        getSecondFactors: () => none,
        beginTotp: () => totp,
        confirmTotp: () => ({ recoveryCodes: ['K7QM2-XPAB3', 'AAAAA-BBBBB'] }),
        getSession: () => ({ session: aSession() }),
      },
      true,
    );
    expect(page.text()).toContain(words.factor.must);
    await page.press(words.factor.addApp);
    expect(page.root.querySelector('img')?.alt).toBe(words.factor.qr);
    expect(page.text()).toContain(totp.secret);
    page.type('input', '123 456');
    await page.press(words.factor.confirm);
    expect(page.calls().at(-2)?.input).toEqual({ body: { code: '123 456' } });
    expect(page.text()).toContain('K7QM2-XPAB3');
    await page.press(words.factor.codesKept);
    expect(page.text()).not.toContain('K7QM2-XPAB3');
  });

  it('keeps the QR code when the first code was wrong, and says so', async () => {
    const page = await open({
      getSecondFactors: () => none,
      beginTotp: () => totp,
      confirmTotp: () => {
        throw new ApiProblem('second-factor-wrong', 403, '');
      },
    });
    await page.press(words.factor.addApp);
    page.type('input', '000000');
    await page.press(words.factor.confirm);
    expect(page.text()).toContain(words.problem['second-factor-wrong']);
    expect(page.text()).toContain(totp.secret);
  });

  it('asks for the password before anything is removed', async () => {
    const page = await open({
      getSecondFactors: () => withApp,
      removeTotp: () => undefined,
      getSession: () => ({ session: null }),
    });
    await page.press(words.factor.remove);
    expect(page.calls().map(({ name }) => name)).toEqual(['getSecondFactors']);
    page.type('dialog input', 'kebun sumur lampu');
    await page.press(words.continue);
    expect(page.calls().find(({ name }) => name === 'removeTotp')?.input).toEqual({
      body: { password: 'kebun sumur lampu' },
    });
  });
});
