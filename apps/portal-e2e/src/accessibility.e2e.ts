import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, devices, expect, type Page, test } from '@playwright/test';
import { demoAccount, signIn } from './people.ts';

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

const phone = devices['Pixel 7'];
const desk = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };

test.setTimeout(240_000);

for (const theme of themes) {
  test.describe(`in the ${theme} theme axe finds nothing`, () => {
    test('on the pages that need no account', async ({ browser }) => {
      const page = await aPage(browser, phone, theme);
      for (const path of ['/masuk', '/aktivasi', '/privasi', '/s', '/s/7KQ4-M9TX-2HRD'])
        await check(page, path);
      await page.context().close();
    });

    test('on the pages of a trainee', async ({ browser }) => {
      const page = await aPage(browser, phone, theme, 'Rahayu');
      for (const path of ['/beranda', '/belajar', '/nilai', '/sertifikat', '/saya']) await check(page, path);
      await checkLinked(page, '/belajar', 'a[href^="/belajar/"]');
      await checkLinked(page, '/belajar/M1', 'a[href^="/pelajaran/"]');
      await checkLinked(page, '/belajar', 'a[href^="/tes/"]');
      await page.context().close();
    });

    test('on the pages of somebody who has passed', async ({ browser }) => {
      const page = await aPage(browser, phone, theme, 'has a certificate');
      for (const path of ['/beranda', '/nilai', '/sertifikat']) await check(page, path);
      await checkLinked(page, '/sertifikat', 'a[href*="/s/"]');
      await page.context().close();
    });

    test('on the pages of the national admin', async ({ browser }) => {
      const page = await aPage(browser, desk, theme, 'national admin');
      const places = [
        '',
        '/impor',
        '/orang',
        '/kurikulum',
        '/kelas',
        '/sertifikat',
        '/sertifikat/penerbit',
        '/saya',
      ];
      for (const place of places) await check(page, `/kelola${place}`);
      await checkLinked(page, '/kelola/impor', 'a[href^="/kelola/impor/"]');
      await checkLinked(page, '/kelola/kurikulum', 'main a[href^="/kelola/kurikulum/"]');
      await checkLinked(page, '/kelola/kelas', 'a[href^="/kelola/kelas/peserta"]');
      await checkLinked(page, '/kelola/kelas', 'a[href^="/kelola/kelas/kartu"]');
      await page.goto('/kelola/kelas');
      const run = page.getByRole('combobox', { name: 'Penyelenggaraan' });
      const decided = run.getByRole('option', { name: /gelombang I \(contoh\)/ });
      await run.selectOption((await decided.getAttribute('value')) ?? '');
      await page.getByRole('link', { name: /^Kelas Jateng/ }).click();
      await page.getByRole('navigation', { name: 'Bagian kelas' }).waitFor();
      const group = new URL(page.url()).pathname;
      for (const part of ['', '/nilai', '/kelulusan']) await check(page, `${group}${part}`);
      await page.context().close();
    });
  });
}

async function aPage(
  browser: Browser,
  device: Parameters<Browser['newContext']>[0],
  colorScheme: Theme,
  note?: string,
): Promise<Page> {
  const page = await (
    await browser.newContext({ ...device, colorScheme, reducedMotion: 'reduce' })
  ).newPage();
  page.setDefaultTimeout(20_000);
  if (note) {
    const { signIn: name, password } = demoAccount(note);
    await signIn(page, name, password);
  }
  return page;
}

/** Opens the page that the first such link leads to. */
async function checkLinked(page: Page, from: string, link: string): Promise<void> {
  await page.goto(from);
  await check(page, (await page.locator(link).first().getAttribute('href')) ?? '');
}

/** Waits until the page has its content, then lets axe look at all of it. */
async function check(page: Page, address: string): Promise<void> {
  await test.step(address, async () => {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
    await expect(page.locator('ui-skeleton, ui-error-state, app-problem')).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect
      .soft(
        violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
        ),
        address,
      )
      .toEqual([]);
  });
}
