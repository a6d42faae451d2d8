import axe from 'axe-core';
import { type Browser, devices, expect, type Page, test } from '@playwright/test';
import { startTest } from './learning.ts';
import { demoAccount, demoAccounts, signIn } from './people.ts';

/** Each page is looked at in both, without loading it again; in the second by the rules that colors can break. */
const themes = ['light', 'dark'] as const;
const rulesOfColor = ['color-contrast', 'link-in-text-block'];

const phone = devices['Pixel 7'];
const desk = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };

test.setTimeout(600_000);

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

  test('on all pages and in all dialogs of a trainee', async ({ browser }) => {
    const page = await aPage(browser, phone, 'Rahayu');
    await walk(page, ['/beranda', '/sertifikat', '/tugas']);
    await page.context().close();
  });

  test('in an open attempt', async ({ browser }) => {
    const page = await aPage(browser, phone, 'Siti Maemunah');
    await page.goto('/belajar');
    await page.locator('a[href^="/tes/"]').first().click();
    await startTest(page);
    await look(page, 'a question');
    await page.getByRole('radio').or(page.getByRole('checkbox')).first().check();
    await expect(page.getByText(/Tersimpan di server/).first()).toBeVisible();
    await look(page, 'an answered question');
    await page.context().close();
  });

  test('on all pages and in all dialogs of somebody who has passed', async ({ browser }) => {
    const page = await aPage(browser, phone, 'has a certificate');
    await walk(page, ['/beranda', '/sertifikat'], new Set(['/privasi']));
    await page.context().close();
  });

  test('on all pages and in all dialogs of every role of the work area', async ({ browser }) => {
    const seen = new Set<string>();
    const admin = await aPage(browser, desk, 'national admin');
    await admin.goto('/kelola/kelas');
    const run = admin.getByRole('combobox', { name: 'Penyelenggaraan' });
    const decided = run.getByRole('option', { name: /gelombang I \(contoh\)/ });
    await run.selectOption((await decided.getAttribute('value')) ?? '');
    await admin.getByRole('link', { name: /^Kelas Jateng/ }).click();
    await admin.getByRole('navigation', { name: 'Bagian kelas' }).waitFor();
    await walk(admin, [new URL(admin.url()).pathname, '/kelola', '/kelola/sertifikat/penerbit'], seen);
    await admin.context().close();

    const lookedAt = ['Peserta', 'Admin pusat'];
    for (const account of demoAccounts().filter(({ role }) => !lookedAt.includes(role))) {
      const page = await aPage(browser, desk, account.note);
      await page.goto('/');
      await page.getByRole('navigation', { name: 'Menu utama' }).waitFor();
      await walk(page, [new URL(page.url()).pathname], seen);
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

/** Looks at these places and at every page to which links lead from there; of pages that differ by what they are about, one. */
async function walk(page: Page, places: string[], seen = new Set<string>()): Promise<void> {
  const waiting = [...places];
  for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
    const kind = kindOfPage(place);
    if (seen.has(kind)) continue;
    seen.add(kind);
    await check(page, place);
    const links = page.locator('a[href^="/"]:not([href^="/api/"], [download])');
    waiting.push(...(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))));
  }
}

/** `/kelola/kelas/:` for the page of any class. */
function kindOfPage(address: string): string {
  const { pathname } = new URL(address, 'http://localhost');
  return pathname
    .replace(/^\/kelola(?=\/(saya|pesan))/, '')
    .replaceAll(/\/([0-9a-f]{8}-[0-9a-f-]{27}|[MT]\d|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})(?=\/|$)/g, '/:');
}

async function check(page: Page, address: string): Promise<void> {
  await test.step(address, async () => {
    await page.goto(address);
    await look(page, address);
  });
}

/**
 * Waits until what is open has its content, then lets axe look at all of it, and into each dialog that waits closed. One without a
 * heading gets it with what it will be about.
 */
async function look(page: Page, what: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  const unfinished = page.locator('ui-skeleton, ui-error-state, app-problem, #still');
  // A closed dialog may wait inside for the day it is opened.
  await expect(unfinished.filter({ visible: true }), what).toHaveCount(0);
  await analyze(page, what);
  const dialogs = page.locator('dialog:not([open]):not(:has(h2:empty))');
  for (let place = 0; place < (await dialogs.count()); place++) {
    const dialog = await dialogs.nth(place).elementHandle();
    const heading = await dialog?.evaluate((box: HTMLDialogElement) => {
      box.showModal();
      return box.querySelector('h2')?.textContent;
    });
    await analyze(page, `${what}, dialog “${heading}”`, 'dialog[open]');
    await dialog?.evaluate((box: HTMLDialogElement) => box.close());
  }
}

async function analyze(page: Page, what: string, within = 'html'): Promise<void> {
  // By the debugger, so the page's own policy for scripts stays as it is.
  await page.evaluate(`'axe' in window || (() => {${axe.source}})()`);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    const rules = colorScheme === 'dark' ? rulesOfColor : undefined;
    const violations = await page.evaluate(
      async ({ within, rules }) => {
        const { run } = (window as unknown as { axe: typeof axe }).axe;
        const found = await run(within, rules ? { runOnly: { type: 'rule', values: rules } } : {});
        return found.violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
        );
      },
      { within, rules },
    );
    expect.soft(violations, `${what}, ${colorScheme}`).toEqual([]);
  }
}
