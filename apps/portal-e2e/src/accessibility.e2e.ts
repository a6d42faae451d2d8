import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, devices, expect, type Page, test } from '@playwright/test';
import { startTest } from './learning.ts';
import { demoAccount, demoAccounts, signIn } from './people.ts';

/** Each page is looked at in both, without loading it again; in the second by the rules that colors can break. */
const themes = ['light', 'dark'] as const;
const rulesOfColor = ['color-contrast', 'link-in-text-block'];

const phone = devices['Pixel 7'];
const desk = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };

test.setTimeout(300_000);

test.describe('in both themes axe finds nothing', () => {
  test('on the pages that need no account', async ({ browser }) => {
    const page = await aPage(browser, phone);
    const places = ['/masuk', '/aktivasi', '/lupa-sandi', '/privasi', '/s', '/s/7KQ4-M9TX-2HRD'];
    for (const place of places) await check(page, place);
    await page.goto('/masuk');
    await page.getByLabel('Kode peserta, nomor ponsel, atau surel').fill('BT26-000000');
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await page.getByLabel('Kata sandi', { exact: true }).waitFor();
    await look(page, 'the password step');
    await page.context().close();
  });

  test('on the pages of a trainee', async ({ browser }) => {
    const page = await aPage(browser, phone, 'Rahayu');
    for (const place of ['/beranda', '/belajar', '/nilai', '/sertifikat', '/tugas', '/pesan'])
      await check(page, place);
    for (const part of ['', '/keamanan', '/kontak', '/persetujuan', '/data'])
      await check(page, `/saya${part}`);
    await checkLinked(page, '/belajar', 'a[href^="/belajar/"]');
    await checkLinked(page, '/belajar/M1', 'a[href^="/pelajaran/"]');
    await check(page, '/belajar/M1/tugas');
    await checkLinked(page, '/tugas', 'main a[href^="/tugas/"]');
    await page.context().close();
  });

  test('in an open attempt and its review', async ({ browser }) => {
    const page = await aPage(browser, phone, 'Siti Maemunah');
    await checkLinked(page, '/belajar', 'a[href^="/tes/"]');
    await startTest(page);
    await look(page, 'a question');
    await page.getByRole('radio').or(page.getByRole('checkbox')).first().check();
    await expect(page.getByText(/Tersimpan di server/).first()).toBeVisible();
    await look(page, 'an answered question');
    await page.context().close();
  });

  test('on the pages of somebody who has passed', async ({ browser }) => {
    const page = await aPage(browser, phone, 'has a certificate');
    for (const place of ['/beranda', '/nilai', '/sertifikat']) await check(page, place);
    await checkLinked(page, '/sertifikat', 'a[href*="/s/"]');
    await page.context().close();
  });

  test('on the pages and in the dialogs of the national admin', async ({ browser }) => {
    const page = await aPage(browser, desk, 'national admin');
    await checkPlaces(page);
    for (const place of ['/kemajuan', '/sertifikat/penerbit', '/saya', '/saya/keamanan', '/saya/data'])
      await check(page, `/kelola${place}`);
    await checkLinked(page, '/kelola/akun', 'main a[href^="/kelola/akun/"]');
    await checkLinked(page, '/kelola/impor', 'a[href^="/kelola/impor/"]');
    await checkLinked(page, '/kelola/kurikulum', 'main a[href^="/kelola/kurikulum/"]');
    await checkLinked(page, '/kelola/kelas', 'a[href^="/kelola/kelas/peserta"]');
    await checkLinked(page, '/kelola/kelas', 'a[href^="/kelola/kelas/kartu"]');

    await page.goto('/kelola/kelas');
    await page.getByRole('button', { name: 'Penyelenggaraan baru' }).click();
    await page.getByRole('dialog', { name: 'Penyelenggaraan baru' }).waitFor();
    await look(page, 'the dialog of a new run');

    await page.goto('/kelola/kelas');
    const run = page.getByRole('combobox', { name: 'Penyelenggaraan' });
    const decided = run.getByRole('option', { name: /gelombang I \(contoh\)/ });
    await run.selectOption((await decided.getAttribute('value')) ?? '');
    await page.getByRole('link', { name: /^Kelas Jateng/ }).click();
    await page.getByRole('navigation', { name: 'Bagian kelas' }).waitFor();
    const group = new URL(page.url()).pathname;
    for (const part of ['', '/nilai', '/kelulusan', '/kemajuan', '/tugas'])
      await check(page, `${group}${part}`);
    await checkLinked(page, group, 'main a[href^="/kelola/orang/"]');
    await page.context().close();
  });

  test('on the places of every other role of the work area', async ({ browser }) => {
    const lookedAt = ['Peserta', 'Admin pusat'];
    const seen = new Set<string>();
    for (const account of demoAccounts().filter(({ role }) => !lookedAt.includes(role))) {
      const page = await aPage(browser, desk, account.note);
      await checkPlaces(page, seen);
      await page.context().close();
    }
  });
});

async function aPage(
  browser: Browser,
  device: Parameters<Browser['newContext']>[0],
  note?: string,
): Promise<Page> {
  const page = await (await browser.newContext({ ...device, reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(20_000);
  if (note) {
    const { signIn: name, password } = demoAccount(note);
    await signIn(page, name, password);
  }
  return page;
}

/** Where this person lands, and all that the menu of the work area offers and nobody has `seen` yet. */
async function checkPlaces(page: Page, seen = new Set<string>()): Promise<void> {
  await check(page, '/kelola');
  const links = page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link');
  const places = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  for (const place of places.filter((one) => one !== '/kelola' && !seen.has(one))) {
    seen.add(place);
    await check(page, place);
  }
}

/** Opens the page that the first such link leads to. */
async function checkLinked(page: Page, from: string, link: string): Promise<void> {
  await page.goto(from);
  await check(page, (await page.locator(link).first().getAttribute('href')) ?? '');
}

async function check(page: Page, address: string): Promise<void> {
  await test.step(address, async () => {
    await page.goto(address);
    await look(page, address);
  });
}

/** Waits until what is open has its content, then lets axe look at all of it. */
async function look(page: Page, what: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  const unfinished = page.locator('ui-skeleton, ui-error-state, app-problem, #still');
  // A closed dialog may wait inside for the day it is opened.
  await expect(unfinished.filter({ visible: true })).toHaveCount(0);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === 'dark' ? axe.withRules(rulesOfColor) : axe).analyze();
    expect
      .soft(
        violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
        ),
        `${what}, ${colorScheme}`,
      )
      .toEqual([]);
  }
}
