import { expect, type Locator, type Page } from '@playwright/test';
import { decreeFile, type Candidate, type Season } from './season.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A day by the calendar of Jakarta, so many days from now, as a date field takes it. */
function day(fromNow: number): string {
  const at = new Date(Date.now() + fromNow * 24 * 3600_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(at);
}

/** Uploads the list of the decree, reads what the dry run says of its broken row, and applies the others. */
export async function importDecree(page: Page, season: Season): Promise<void> {
  await page.goto('/kelola/impor');
  await page.getByLabel('Nomor SK').fill(season.decree);
  await page.getByLabel('Tanggal SK').fill(day(-14));
  await page.getByLabel('Tentang').fill('Penetapan penerima Bimtek SPP-TIK');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'lampiran-sk.xlsx', mimeType: xlsx, buffer: await decreeFile(season) });
  await page.getByRole('button', { name: 'Unggah dan periksa' }).click();

  await expect(page.getByText('Uji coba: belum ada yang diubah')).toBeVisible();
  const broken = page.getByRole('row', { name: 'K4' });
  await expect(broken).toContainText('nomor WhatsApp tidak lengkap atau salah (4 angka)');
  await page.getByRole('button', { name: 'Terapkan 2 baris' }).click();
  await expect(page.getByText('Calon peserta kini dapat diundang dari halaman kelas.')).toBeVisible();
}

/** A run of five days that begins today, its first wave, and a class with two trainers and an organizer. */
export async function planClass(page: Page, season: Season): Promise<void> {
  await page.goto('/kelola/kelas');
  await page.getByRole('button', { name: 'Penyelenggaraan baru' }).click();
  const run = page.getByRole('dialog', { name: 'Penyelenggaraan baru' });
  await run.getByLabel('Nama').fill(season.run);
  await choose(run.getByLabel('Kurikulum'), 'Kurikulum Bimtek SPP-TIK Daring');
  await choose(run.getByLabel('SK penetapan'), season.decree);
  await run.getByLabel('Tahun').fill(day(0).slice(0, 4));
  await run.getByLabel('Hari pertama').fill(day(0));
  await run.getByLabel('Hari terakhir').fill(day(4));
  await run.getByRole('button', { name: 'Buat' }).click();
  await expect(page.getByText(`Penyelenggaraan ${season.run} dibuat.`)).toBeVisible();

  await page.getByRole('button', { name: 'Gelombang baru' }).click();
  await page.getByRole('dialog', { name: 'Gelombang baru' }).getByRole('button', { name: 'Buat' }).click();
  await expect(page.getByText('Gelombang I dibuat.')).toBeVisible();

  await page.getByRole('button', { name: 'Undang calon' }).click();
  await page.getByRole('button', { name: 'Undang 2 orang' }).click();
  await expect(page.getByText('2 orang diundang.')).toBeVisible();

  await page.getByRole('button', { name: 'Buat kelas' }).click();
  const group = page.getByRole('dialog', { name: 'Kelas baru' });
  await choose(group.getByLabel('Provinsi'), 'Jawa Tengah');
  await group.getByLabel('Jumlah kursi').fill('40');
  await pick(group.getByRole('group', { name: 'Pelatih' }), 'Ratna Kusumaningrum');
  await pick(group.getByRole('group', { name: 'Pelatih' }), 'Setiadi');
  await pick(group.getByRole('group', { name: 'Panitia' }), 'Wahyu Hidayat');
  await group.getByRole('button', { name: 'Buat' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Kelas Jateng/ })).toBeVisible();
}

/** Selects the option that has these words in it. */
async function choose(select: Locator, words: string): Promise<void> {
  const option = select.locator('option', { hasText: words });
  await select.selectOption((await option.getAttribute('value')) ?? '');
}

/** Finds a person by name in a picker and takes the one that is offered. */
async function pick(picker: Locator, name: string): Promise<void> {
  await picker.getByRole('searchbox', { name: 'Cari nama' }).fill(name);
  await picker.getByRole('button', { name: new RegExp(`^Tambahkan .*${name}`) }).click();
  await expect(picker.getByRole('button', { name: new RegExp(`^Lepas .*${name}`) })).toBeVisible();
}

export interface Card {
  participantCode: string;
  code: string;
  link: string;
}

/** Makes the activation cards of the run that is open and reads them as they are handed out. */
export async function makeCards(page: Page): Promise<(person: Candidate) => Promise<Card>> {
  await page.getByRole('link', { name: 'Kartu aktivasi' }).click();
  await page.getByRole('button', { name: 'Buat kartu' }).click();
  await expect(page.getByText(/^\s*2 kartu siap/)).toBeVisible();
  return async ({ name }) => {
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
    const message = await card.getByRole('link', { name: 'Kirim lewat WhatsApp' }).getAttribute('href');
    const [link = ''] = /https?:\/\/\S+\/aktivasi\S*/.exec(decodeURIComponent(message ?? '').slice(8)) ?? [];
    const [participantCode, code] = await card.getByRole('definition').allTextContents();
    return { participantCode: participantCode ?? '', code: code ?? '', link };
  };
}

/** Chooses everybody in the list that is open and does one act with them. */
export async function doWithAll(page: Page, act: string): Promise<void> {
  await page.getByRole('checkbox', { name: 'Pilih semua yang tampak' }).check();
  await page.getByRole('toolbar').getByRole('button', { name: act, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click();
  await expect(page.getByText('2 orang diperbarui.')).toBeVisible();
}
