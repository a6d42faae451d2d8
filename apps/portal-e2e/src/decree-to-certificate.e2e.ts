import { readFile } from 'node:fs/promises';
import { type Browser, devices, expect, type Page, test } from '@playwright/test';
import { allGraded, importScores, partlyGraded } from './grading.ts';
import { answerAll, learnLesson, startTest } from './learning.ts';
import { type Card, doWithAll, importDecree, makeCards, planClass } from './managing.ts';
import { choosePassword, demoAccount, signIn } from './people.ts';
import { aSeason } from './season.ts';

const desk = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } };
const phone = devices['Pixel 7'];

test.setTimeout(300_000);

test('a name on a decree becomes a certificate that a stranger can check', async ({ browser }) => {
  const season = aSeason();
  const { passing, failing } = season;
  const certifiedName = `${passing.name}, ${passing.titleAfter}`;
  const admin = await aPage(browser, desk);
  let [classAddress, runPeople, code] = ['', '', ''];
  let cards: { passing: Card; failing: Card };

  await test.step('the admin imports the decree; the dry run names what is wrong, row and column', async () => {
    await signInAs(admin, 'national admin');
    await importDecree(admin, season);
  });

  await test.step('the admin plans a class, invites the two people, and makes their activation cards', async () => {
    await planClass(admin, season);
    classAddress = new URL(admin.url()).pathname;
    await admin.goto('/kelola/kelas');
    await admin.getByRole('combobox', { name: 'Penyelenggaraan' }).selectOption({ label: season.run });
    await expect(admin.getByText('2 orang belum mengaktifkan akun')).toBeVisible();
    runPeople = (await admin.getByRole('link', { name: 'Semua peserta' }).getAttribute('href')) ?? '';
    const cardOf = await makeCards(admin);
    cards = { passing: await cardOf(passing), failing: await cardOf(failing) };
  });

  const trainee = await aPage(browser, phone);
  await test.step('one person activates by the link on a phone and reads that the registration is being looked at', async () => {
    await trainee.goto(cards.passing.link);
    await choosePassword(trainee, passing.name, 'jambu kuning lemari');
    await expect(async () => {
      await trainee.goto('/beranda');
      await expect(trainee.getByRole('heading', { name: 'Data Anda sedang diperiksa' })).toBeVisible({
        timeout: 2_000,
      });
    }).toPass();
  });

  await test.step('the other activates by the printed code', async () => {
    const other = await aPage(browser, phone);
    await other.goto('/aktivasi');
    await other.getByLabel('Kode peserta').fill(cards.failing.participantCode);
    await other.getByLabel('Kode aktivasi').fill(cards.failing.code);
    await other.getByRole('button', { name: 'Lanjut' }).click();
    await choosePassword(other, failing.name, 'sawah hijau meja makan');
    await other.context().close();
  });

  await test.step('the admin verifies both, places them, and opens the class', async () => {
    await admin.goto(runPeople);
    await expect(async () => {
      await admin.reload();
      await expect(admin.getByRole('row', { name: /Terdaftar/ })).toHaveCount(2, { timeout: 2_000 });
    }).toPass();
    await doWithAll(admin, 'Verifikasi');
    await admin.goto(classAddress);
    await admin.getByRole('link', { name: 'Cari peserta untuk kelas ini' }).first().click();
    await doWithAll(admin, 'Tempatkan');
    await admin.goto(classAddress);
    await admin.getByRole('button', { name: 'Buka kelas' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Buka kelas' }).click();
    await expect(admin.getByRole('row', { name: /Aktif/ })).toHaveCount(2);
  });

  await test.step('the trainee learns Module 1 and passes its quiz', async () => {
    await trainee.goto('/belajar');
    await trainee.getByRole('link', { name: 'Mulai belajar' }).click();
    for (let lesson = 1; lesson <= 4; lesson++) {
      await expect(trainee.getByText(`Pelajaran ${lesson} dari 4`).first()).toBeVisible();
      await learnLesson(trainee);
      if (lesson < 4) await trainee.getByRole('link', { name: /^Lanjut:/ }).click();
    }
    await trainee.getByRole('link', { name: 'Kuis modul ini' }).first().click();
    await startTest(trainee);
    await answerAll(trainee);
    await expect(trainee.getByRole('heading', { name: 'Anda lulus dengan nilai 100' })).toBeVisible();
  });

  await test.step('the trainee takes the tests before and after, and confirms the name for the certificate', async () => {
    for (const name of ['Pre-test', 'Post-test']) {
      await trainee.goto('/belajar');
      await trainee.getByRole('link', { name: new RegExp(`^${name}`) }).click();
      await startTest(trainee);
      await answerAll(trainee);
      await expect(trainee.getByRole('heading', { level: 1, name: /100/ })).toBeVisible();
    }
    await trainee.goto('/nilai');
    await expect(trainee.getByRole('heading', { name: 'Nama di sertifikat' })).toBeVisible();
    await expect(trainee.getByText(certifiedName, { exact: true })).toBeVisible();
    await trainee.getByRole('button', { name: 'Ya, sudah benar' }).click();
    await expect(trainee.getByText(/Anda memastikan nama ini pada/)).toBeVisible();
  });

  await test.step('the results page says what is still missing', async () => {
    await trainee.goto('/nilai');
    await expect(trainee.getByRole('heading', { level: 1, name: /Masih ada \d syarat lagi/ })).toBeVisible();
    const conditions = trainee.getByRole('region', { name: 'Syarat lulus' }).getByRole('listitem');
    await expect(conditions.filter({ hasText: 'Post-test' })).toContainText('Terpenuhi:');
    await expect(conditions.filter({ hasText: 'Kehadiran' })).toContainText('Belum dicatat');
    await expect(conditions.filter({ hasText: 'Rencana kegiatan' })).toContainText('Belum ada');
  });

  await test.step('the organizer imports attendance, assignments and plans, and prepares the decision', async () => {
    const organizer = await aPage(browser, desk);
    await signInAs(organizer, 'organizer');
    await organizer.goto(classAddress);
    const parts = organizer.getByRole('navigation', { name: 'Bagian kelas' });
    await parts.getByRole('link', { name: 'Nilai', exact: true }).click();
    await importScores(organizer, new Map([[passing.name, allGraded], [failing.name, partlyGraded]])); // prettier-ignore
    await expect(organizer.getByRole('row', { name: passing.name })).toContainText('Terpenuhi');
    await expect(organizer.getByRole('row', { name: failing.name })).toContainText('Kurang');
    await parts.getByRole('link', { name: 'Kelulusan' }).click();
    await organizer.getByRole('button', { name: 'Siapkan keputusan' }).click();
    await expect(organizer.getByText('Menunggu persetujuan admin pusat.')).toBeVisible();
    await organizer.context().close();
  });

  await test.step('the admin approves: one passes, the other does not, and reads why', async () => {
    await admin.goto(`${classAddress}/kelulusan`);
    const failed = admin.getByRole('row', { name: failing.name });
    await expect(failed).toContainText('Tidak lulus');
    await expect(failed).toContainText('Kehadiran 76,4 %, perlu 80 %');
    await admin.getByRole('button', { name: 'Setujui dan tutup kelas' }).click();
    await admin.getByRole('button', { name: 'Setujui, 1 orang lulus' }).click();
    await expect(admin.getByText('Keputusan sudah berlaku')).toBeVisible();
  });

  await test.step('the trainee downloads the certificate', async () => {
    await trainee.goto('/sertifikat');
    await expect(trainee.getByText('Siap diunduh')).toBeVisible({ timeout: 60_000 });
    await expect(trainee.getByRole('heading', { name: certifiedName })).toBeVisible();
    const downloading = trainee.waitForEvent('download');
    await trainee.getByRole('link', { name: /Unduh PDF/ }).click();
    const pdf = await readFile(await (await downloading).path());
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
    expect(pdf.length).toBeGreaterThan(20_000);
    code = (await trainee.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent()) ?? '';
  });

  const stranger = await aPage(browser, { javaScriptEnabled: false });
  await test.step('a stranger without script checks it: valid, the name masked until it is known', async () => {
    await stranger.goto('/s');
    await stranger.getByLabel('Kode sertifikat').fill(code.toLowerCase());
    await stranger.getByRole('button', { name: 'Periksa' }).click();
    await expect(stranger.getByRole('heading', { name: 'Sertifikat ini sah' })).toBeVisible();
    await expect(stranger.getByText(passing.name)).toHaveCount(0);
    await expect(stranger.getByText(/nilai akhir|\d{2},\d{2}/i)).toHaveCount(0);
    await stranger.getByLabel('Nama lengkap di sertifikat').fill('Orang Lain');
    await stranger.getByRole('button', { name: 'Cocokkan nama' }).click();
    await expect(stranger.getByText(/Nama ini tidak cocok/)).toBeVisible();
    await stranger.getByLabel('Nama lengkap di sertifikat').fill(passing.name);
    await stranger.getByRole('button', { name: 'Cocokkan nama' }).click();
    await expect(stranger.getByText(certifiedName)).toBeVisible();
  });

  await test.step('a code that was never given out is said to be unknown', async () => {
    await stranger.goto('/s/7KQ4-M9TX-2HRD');
    await expect(stranger.getByRole('heading', { name: 'Kode tidak ditemukan' })).toBeVisible();
  });

  await test.step('once the admin has revoked it, the check says so', async () => {
    await admin.goto(`/kelola/sertifikat?cari=${encodeURIComponent(passing.name)}`);
    await admin.getByRole('button', { name: `Cabut ${certifiedName}` }).click();
    await admin.getByLabel('Alasan').fill('Data kehadiran keliru dicatat.');
    await admin.getByRole('button', { name: 'Cabut sertifikat' }).click();
    await expect(admin.getByText(`Sertifikat ${certifiedName} sudah dicabut.`)).toBeVisible();
    await stranger.goto(`/s/${code}`);
    await expect(stranger.getByRole('heading', { name: 'Sertifikat ini sudah dicabut' })).toBeVisible();
    await stranger.goto(`/s/${code}?bahasa=en`);
    await expect(stranger.getByRole('heading', { name: 'This certificate has been revoked' })).toBeVisible();
    await trainee.goto('/sertifikat');
    await expect(trainee.getByText('Dicabut')).toBeVisible();
  });

  await Promise.all([admin, trainee, stranger].map((page) => page.context().close()));
});

async function aPage(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

async function signInAs(page: Page, note: string): Promise<void> {
  const { signIn: name, password } = demoAccount(note);
  await signIn(page, name, password);
}
