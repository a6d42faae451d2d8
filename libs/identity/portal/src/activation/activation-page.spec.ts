import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import { describe, expect, it } from '@jest/globals';
import { ApiClient, ApiProblem, Session } from '@bimtek/platform-portal';
import { type FakeApi, aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import words from '../words/id.ts';
import { ActivationPage } from './activation-page.ts';

const activation = { name: 'Parjo', participantCode: 'BT26-482173', expiresAt: '2026-12-21T10:00:00.000Z' };
const session = {
  ...aSession(),
  ...{ participantCode: 'BT26-482173', sharedPhone: false, expiresAt: activation.expiresAt },
};
const token = 'abcdefghijklmnopqrstuvwx';

async function open(url: string, answers: Record<string, (input: { body?: unknown }) => unknown>) {
  const routes = [
    { path: 'aktivasi', component: ActivationPage },
    { path: 'aktivasi/:token', component: ActivationPage },
  ];
  TestBed.configureTestingModule({
    providers: [providePortalTesting({ words: { identity: words }, answers, routes })],
  });
  const harness = await RouterTestingHarness.create(url);
  const settle = async () => {
    await harness.fixture.whenStable();
    harness.detectChanges();
  };
  await settle();
  const root = () => harness.routeNativeElement as HTMLElement;
  const type = (label: string, text: string) => {
    const found = [...root().querySelectorAll('label')].find((one) =>
      one.textContent?.trim().startsWith(label),
    );
    const box = root().querySelector<HTMLInputElement>(`#${found?.htmlFor}`) as HTMLInputElement;
    box.value = text;
    box.dispatchEvent(new Event('input'));
  };
  const press = async (name: string) => {
    [...root().querySelectorAll('button')].find((one) => one.textContent?.includes(name))?.click();
    await settle();
  };
  return { text: () => root().textContent ?? '', type, press };
}

const calls = () => (TestBed.inject(ApiClient) as FakeApi).calls;

describe('activation by link', () => {
  it('greets the person, takes a password and signs in', async () => {
    const page = await open(`/aktivasi/${token}`, {
      findActivation: () => activation,
      activateAccount: () => session,
    });
    expect(page.text()).toContain('Parjo');
    page.type('Kata sandi baru', 'perahu hijau');
    await page.press('Aktifkan akun');
    expect(page.text()).toContain('Akun Anda aktif');
    expect(TestBed.inject(Session).isSignedIn()).toBe(true);
    expect(calls().at(-1)?.input).toMatchObject({
      body: { key: { kind: 'link', token }, password: 'perahu hijau' },
    });
  });

  it('does not send a password that is too short', async () => {
    const page = await open(`/aktivasi/${token}`, { findActivation: () => activation });
    page.type('Kata sandi baru', 'perahu');
    await page.press('Aktifkan akun');
    expect(page.text()).toContain('Kurang 4 huruf lagi.');
    expect(calls().map(({ name }) => name)).toEqual(['findActivation']);
  });

  it('says beside the field that a password is too easy', async () => {
    const page = await open(`/aktivasi/${token}`, {
      findActivation: () => activation,
      activateAccount: () => {
        throw new ApiProblem('password-too-easy', 422, '');
      },
    });
    page.type('Kata sandi baru', 'perpustakaan1');
    await page.press('Aktifkan akun');
    expect(page.text()).toContain('terlalu mudah ditebak');
  });

  it.each([
    ['activation-used', 410, 'Ke halaman masuk'],
    ['activation-expired', 410, 'Pakai kode aktivasi'],
    ['activation-unknown', 404, 'Pakai kode aktivasi'],
    ['unreachable', 0, 'Coba lagi'],
  ])('when it is %s shows the way on', async (code, status, way) => {
    const page = await open(`/aktivasi/${token}`, {
      findActivation: () => {
        throw new ApiProblem(code, status, '');
      },
    });
    expect(page.text()).toContain(way);
  });
});

describe('activation by printed code', () => {
  it('takes the codes as people copy them from paper', async () => {
    const page = await open('/aktivasi', { findActivation: () => activation });
    page.type('Kode peserta', ' bt26 482173 ');
    page.type('Kode aktivasi', 'k7qm 2xpa');
    await page.press('Lanjut');
    expect(calls()[0]?.input).toEqual({
      body: { key: { kind: 'code', participantCode: 'bt26 482173', code: 'k7qm 2xpa' } },
    });
    expect(page.text()).toContain('Parjo');
  });

  it('says what a code looks like before it asks the server', async () => {
    const page = await open('/aktivasi', {});
    page.type('Kode peserta', 'BT26-48');
    page.type('Kode aktivasi', 'k7qm');
    await page.press('Lanjut');
    expect(page.text()).toContain('Periksa lagi: BT');
    expect(page.text()).toContain('delapan huruf dan angka');
    expect(calls()).toEqual([]);
  });
});
