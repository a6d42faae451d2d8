import { type Browser, expect, type Page, test } from '@playwright/test';
import { demoAccount, signIn } from './people.ts';

/** The width of the smallest phones in use. */
test.use({ viewport: { width: 360, height: 800 } });

const work =
  'Setiap Kamis anak-anak datang ke taman baca untuk mendengar cerita. Orang tua ikut membaca dan mencatat judul yang disukai.';
const why = 'Kriteria pertama sudah saya isi: ada catatan judul dan jumlah anak yang datang.';

test('a trainee reads the feedback on a phone, appeals, and reads what another marker has decided', async ({
  page,
  browser,
}) => {
  // Three people, one after the other.
  test.setTimeout(180_000);
  const trainee = demoAccount('Rahayu');
  await signIn(page, trainee.signIn, trainee.password);
  const code = await handIn(page);
  const number = code.slice(1);

  const trainer = await atDesk(browser, 'expert trainer');
  await test.step('a trainer marks the work by keyboard and releases the mark', async () => {
    await trainer.goto(`/kelola/menilai?status=semua&tugas=${code}`);
    await trainer.getByRole('button', { name: /Rahayu Wulandari/ }).click();
    await expect(trainer.getByRole('heading', { name: 'Rahayu Wulandari' })).toBeVisible();
    await expect(trainer.getByText('Setiap Kamis anak-anak datang')).toBeVisible();
    const criteria = await trainer.locator('assignments-rubric-form fieldset').count();
    for (let set = 1; set <= criteria; set++) {
      await trainer.keyboard.press('3');
      await expect(trainer.getByText(`${set} dari ${criteria} kriteria terisi`)).toBeVisible();
    }
    await trainer.keyboard.press('Control+Enter');
    await expect(trainer.getByText(/^Nilai Rahayu Wulandari disimpan/)).toBeVisible();
    await trainer.goto(await classAssignments(trainer));
    await trainer
      .getByRole('button', { name: /^Rilis \d+ nilai/ })
      .first()
      .click();
    await trainer.getByRole('dialog').getByRole('button', { name: /rilis/i }).last().click();
    await expect(trainer.getByRole('button', { name: /^Rilis \d+ nilai/ })).toHaveCount(0);
  });

  await test.step('the trainee is told, reads the feedback, and asks for another look', async () => {
    await page.goto('/pesan');
    await page
      .getByRole('link', { name: /sudah keluar/ })
      .first()
      .click();
    await expect(page).toHaveURL(new RegExp(`/tugas/${code}$`));
    await expect(page.getByRole('heading', { name: 'Umpan balik' })).toBeVisible();
    await expect(page.getByText('75,00').first()).toBeVisible();
    await page.getByRole('link', { name: 'Banding nilai' }).click();
    await page.getByLabel('Alasan Anda').fill('Kurang.');
    await page.getByRole('button', { name: 'Kirim banding' }).click();
    await expect(page.getByText(/paling sedikit 20 huruf/).first()).toBeVisible();
    await page.getByLabel('Alasan Anda').fill(why);
    await page.getByRole('button', { name: 'Kirim banding' }).click();
    await expect(page.getByText('Banding Anda sedang ditinjau')).toBeVisible();
  });

  await test.step('whoever marked the work cannot decide', async () => {
    await trainer.goto('/kelola/menilai/banding');
    await trainer
      .getByRole('link', { name: /Rahayu Wulandari/ })
      .first()
      .click();
    await expect(trainer.getByText(/Anda yang menilai karya ini/)).toBeVisible();
    await trainer.context().close();
  });

  await test.step('a master trainer changes the mark, with a reason', async () => {
    const master = await atDesk(browser, 'master trainer');
    await master.goto('/kelola/menilai/banding');
    await master.getByRole('link', { name: new RegExp(`Rahayu Wulandari.*Tugas ${number}`) }).click();
    await expect(master.getByText(why)).toBeVisible();
    await master.getByLabel('Nilai diubah').check({ force: true });
    await master
      .locator('assignments-rubric-form fieldset')
      .first()
      .getByRole('radio')
      .first()
      .check({ force: true });
    await master.getByLabel('Alasan keputusan').fill('Catatan judul memang ada di paragraf pertama.');
    await master.getByRole('button', { name: 'Putuskan' }).click();
    await expect(master.getByRole('heading', { name: 'Nilai berubah' })).toBeVisible();
    await master.context().close();
  });

  await test.step('the trainee reads the decision and the new score', async () => {
    await page.goto('/pesan');
    await page
      .getByRole('link', { name: /Banding Anda untuk .* sudah diputuskan/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Nilai berubah' })).toBeVisible();
    await expect(page.getByText('Catatan judul memang ada di paragraf pertama.')).toBeVisible();
    await page.getByRole('link', { name: 'Baca umpan balik' }).click();
    await expect(page.getByRole('heading', { name: 'Umpan balik' })).toBeVisible();
    await expect(page.getByText('75,00')).toHaveCount(0);
  });
});

/** Hands in text on the first assignment that this person has not begun; gives its code. */
async function handIn(page: Page): Promise<string> {
  await page.goto('/tugas');
  await page
    .getByRole('link', { name: /Belum dimulai/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Mulai menulis' }).click();
  await page.getByLabel('Tulisan Anda').fill(work);
  await page.getByRole('button', { name: 'Kirim tugas' }).click();
  await page.getByRole('button', { name: 'Ya, kirim' }).click();
  await expect(page.getByText('Tugas Anda sudah terkirim')).toBeVisible();
  const [code] = /T\d/.exec(page.url()) ?? [];
  if (!code) throw new Error(`No assignment stands in ${page.url()}`);
  return code;
}

/** Somebody else, at a desk of their own. */
async function atDesk(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  const page = await context.newPage();
  const { signIn: name, password } = demoAccount(who);
  await signIn(page, name, password);
  return page;
}

/** The assignments of the class whose people hand in now. */
async function classAssignments(page: Page): Promise<string> {
  await page.goto('/kelola/menilai?status=marked');
  await page
    .getByRole('button', { name: /Rahayu Wulandari/ })
    .first()
    .click();
  const crumb = page.locator('app-desk-head .crumb a').last();
  await expect(crumb).toBeVisible();
  return (await crumb.getAttribute('href')) ?? '';
}
