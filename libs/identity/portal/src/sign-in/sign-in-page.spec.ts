import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient, ApiProblem, Session } from '@bimtek/platform-portal';
import { type FakeApi, aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import words from '../words/id.ts';
import { SignInPage } from './sign-in-page.ts';

const session = {
  ...aSession(),
  participantCode: 'BT26-482173',
  sharedPhone: false,
  expiresAt: '2026-12-21T10:00:00.000Z',
};
const ids = ['0197a000-0000-7000-8000-000000000001', '0197a000-0000-7000-8000-000000000002'];

@Component({ template: 'Beranda' })
class Home {}

async function open(url: string, signIn: (input: { body?: unknown }) => unknown) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { identity: words },
        answers: { signIn },
        routes: [
          { path: 'masuk', component: SignInPage },
          { path: '', component: Home },
          { path: 'belajar/1', component: Home },
        ],
      }),
    ],
  });
  const harness = await RouterTestingHarness.create(url);
  const root = () => harness.routeNativeElement as HTMLElement;
  const settle = async () => {
    await harness.fixture.whenStable();
    harness.detectChanges();
  };
  const input = (label: string) => {
    const found = [...root().querySelectorAll('label')].find((one) =>
      one.textContent?.trim().startsWith(label),
    );
    return root().querySelector<HTMLInputElement>(`#${found?.htmlFor}`) as HTMLInputElement;
  };
  const type = (label: string, text: string) => {
    const box = input(label);
    box.value = text;
    box.dispatchEvent(new Event('input'));
  };
  const press = async (name: string) => {
    const button = [...root().querySelectorAll('button')].find((one) => one.textContent?.includes(name));
    button?.click();
    await settle();
  };
  const text = () => root().textContent ?? '';
  await settle();
  return { root, input, type, press, text, settle };
}

const name = 'Kode peserta, nomor ponsel, atau surel';

async function enterWith(page: Awaited<ReturnType<typeof open>>, password: string) {
  page.type(name, '0812 3456 7890');
  await page.press('Lanjut');
  page.type('Kata sandi', password);
  await page.press('Masuk');
}

describe('signing in', () => {
  beforeEach(() => localStorage.clear());

  it('asks for the name first, and says when it is missing', async () => {
    const page = await open('/masuk', () => session);
    await page.press('Lanjut');
    expect(page.text()).toContain('Isi dulu kode peserta');
    expect(page.input(name).getAttribute('aria-invalid')).toBe('true');
  });

  it('leads back to the page that was asked for', async () => {
    const page = await open('/masuk?kembali=%2Fbelajar%2F1', () => session);
    await enterWith(page, 'perahu hijau');
    expect(TestBed.inject(Router).url).toBe('/belajar/1');
    expect(TestBed.inject(Session).isSignedIn()).toBe(true);
  });

  it('does not lead to another site', async () => {
    const page = await open('/masuk?kembali=%2F%2Fevil.example', () => session);
    await enterWith(page, 'perahu hijau');
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('keeps what was typed when the password is wrong', async () => {
    const page = await open('/masuk', () => {
      throw new ApiProblem('wrong-credentials', 401, '');
    });
    await enterWith(page, 'perahu biru');
    expect(page.text()).toContain('belum cocok');
    expect(page.input('Kata sandi').value).toBe('perahu biru');
    await page.press('Ganti');
    expect(page.input(name).value).toBe('0812 3456 7890');
  });

  it('asks which person when a shared phone fits several, and sends the choice', async () => {
    const people = [
      { accountId: ids[0], name: 'Rahayu Wulandari' },
      { accountId: ids[1], name: 'Parjo' },
    ];
    const page = await open('/masuk', ({ body }) => {
      if ((body as { accountId?: string }).accountId === ids[1]) return session;
      throw new ApiProblem('which-person', 409, '', [], { people });
    });
    await enterWith(page, 'perahu hijau');
    expect(page.text()).toContain('Siapa yang masuk?');
    await page.press('Parjo');
    expect(TestBed.inject(Session).isSignedIn()).toBe(true);
    const { calls } = TestBed.inject(ApiClient) as FakeApi;
    expect(calls.at(-1)?.input).toMatchObject({ body: { name: '0812 3456 7890', accountId: ids[1] } });
  });

  it('says how long to wait after too many tries, and does not try before', async () => {
    const page = await open('/masuk', () => {
      throw new ApiProblem('too-many-requests', 429, '', [], { retryAfterSeconds: 240 });
    });
    await enterWith(page, 'perahu biru');
    expect(page.text()).toContain('Tunggu 4 menit');
    const { calls } = TestBed.inject(ApiClient) as FakeApi;
    await page.press('Masuk');
    expect(calls.filter((call) => call.name === 'signIn')).toHaveLength(1);
    TestBed.resetTestingModule();
  });

  it('is no failure of the person when there is no signal', async () => {
    const page = await open('/masuk', () => {
      throw new ApiProblem('offline', 0, '');
    });
    await enterWith(page, 'perahu hijau');
    expect(page.text()).toContain('sedang tanpa sinyal');
    expect(page.input('Kata sandi').value).toBe('perahu hijau');
  });
});
