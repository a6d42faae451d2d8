import { expect, type Locator, type Page, test } from '@playwright/test';
import { demoAccount, signIn } from './people.ts';

test.use({ viewport: { width: 360, height: 800 } });

test('a trainee plans a year on a phone, loses the signal, is told what is missing, and hands in', async ({
  page,
  context,
}) => {
  const trainee = demoAccount('Rahayu');
  await signIn(page, trainee.signIn, trainee.password);
  await page.goto('/tugas/T7');
  await page.getByRole('link', { name: /Mulai menulis|Lanjutkan menulis/ }).click();

  await test.step('what the server knows is filled in, the rest is chosen and typed', async () => {
    await expect(page.getByRole('heading', { name: 'Tentang rencana' })).toBeVisible();
    await expect(page.getByLabel('Nama perpustakaan')).not.toHaveValue('');
    await page.getByLabel('Mulai bulan').selectOption({ index: 4 });
    await expect(page.getByLabel('Sampai bulan')).not.toHaveValue('');
    await page.getByRole('button', { name: 'Pengelola perpustakaan' }).click();
    await page.getByLabel('Visi dalam satu kalimat').fill('Perpustakaan tempat warga belajar dan berusaha.');
    await page.getByRole('button', { name: 'Ibu rumah tangga' }).click();
    await page.getByLabel('Potensi desa dan perpustakaan').fill('Kebun singkong dan PKK yang rajin.');
    await page.getByLabel('Anggota').fill('120');
    await toPart(page, 'Kebutuhan warga');
    for (const n of [1, 2, 3]) await fillNeed(page.getByRole('region', { name: `Kebutuhan ${n}` }), n);
    await saved(page);
  });

  await test.step('without signal writing goes on, and a reload loses nothing', async () => {
    await toPart(page, 'Kegiatan');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Tambah kegiatan Layanan informasi' }).click();
    await fillItem(page, 'Pojok baca keliling');
    await expect(page.getByText('Di ponsel ini, menunggu sinyal').first()).toBeVisible();
    await context.setOffline(false);
    await page.reload();
    await goTo(page, 'Kegiatan');
    await expect(page.getByRole('heading', { name: 'Pojok baca keliling' })).toBeVisible();
    await saved(page);
  });

  await test.step('the other parts are filled in; one strategy is left out', async () => {
    await page.getByRole('button', { name: 'Tambah kegiatan Pelibatan masyarakat' }).click();
    await fillItem(page, 'Kelas olah singkong', 'Buku resep singkong, bab 2');
    await page.getByRole('button', { name: 'Salin kegiatan 2' }).click();
    await expect(page.getByRole('heading', { name: 'Kelas olah singkong (salinan)' })).toBeVisible();
    await page.getByRole('button', { name: 'Selesai, lipat kegiatan' }).click();
    await toPart(page, 'Penutup');
    await page.getByRole('radio', { name: 'Tidak' }).check();
    await page.getByLabel('Keberlanjutan').fill('Kader PKK meneruskan dengan SK kepala desa.');
    await toPart(page, 'Tindak lanjut');
    for (const n of [1, 2, 3]) await fillStep(page.getByRole('region', { name: `Langkah ${n}` }), n);
  });

  await test.step('a plan without advocacy is not sent, and says where to add it', async () => {
    await page.getByRole('button', { name: 'Kirim tugas' }).click();
    await expect(page.getByRole('heading', { name: 'Rencana belum dapat dikirim' })).toBeVisible();
    await expect(page.getByText('1 hal perlu dilengkapi')).toBeVisible();
    await page.getByRole('button', { name: 'Belum ada kegiatan Advokasi' }).click();
    await page.getByRole('button', { name: 'Tambah kegiatan Advokasi' }).click();
    await fillItem(page, 'Audiensi dengan kepala desa');
    await expect(page.getByText('Semua sudah lengkap. Rencana siap dikirim.')).toBeVisible();
  });

  await test.step('the complete plan is handed in, with a receipt and what is still owed', async () => {
    await page.getByRole('button', { name: 'Kirim tugas' }).click();
    const asked = page.getByRole('dialog', { name: 'Kirim tugas sekarang?' });
    await expect(asked).toContainText('4 kegiatan dengan biaya Rp4.800.000');
    await expect(asked).toContainText('Pengetahuan kepala desa belum ada');
    await asked.getByRole('button', { name: 'Ya, kirim' }).click();
    await expect(page.getByText('Tugas Anda sudah terkirim')).toBeVisible();
    await expect(page.getByText(/^K-[2-9A-Z]{4}-[2-9A-Z]{4}$/)).toBeVisible();
    await expect(page.getByText(/belum dicatat diketahui kepala desa/)).toBeVisible();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Cetak (PDF A4)' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/^rencana-kegiatan-.*-1\.pdf$/);
  });
});

async function toPart(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Lanjut: ${name}` }).click();
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Lihat semua bagian' }).click();
  await page.getByRole('navigation', { name: 'Bagian rencana' }).getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByText(/Tersimpan di server/)).toBeVisible();
}

async function fillNeed(need: Locator, n: number): Promise<void> {
  await need.getByLabel('Siapa membutuhkan apa').fill(`Kebutuhan warga nomor ${n}`);
  await need.getByLabel('Jenis bukti').selectOption('Wawancara');
}

async function fillStep(step: Locator, n: number): Promise<void> {
  await step.getByLabel('Langkah', { exact: true }).fill(`Langkah kecil nomor ${n}`);
  await step.getByRole('button', { name: `${n * 30} hari` }).click();
  await step.getByLabel('Dengan siapa').fill('Sekretaris desa');
  await step.getByLabel('Bukti').fill('Foto pertemuan');
}

/** The item that is open, as a person fills it in whose strategy is chosen already. */
async function fillItem(page: Page, title: string, book?: string): Promise<void> {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await field('Nama kegiatan').fill(title);
  await field('Tujuan').fill('Sampai Juli, 15 ibu ikut 8 kelas dan 6 di antaranya menjual sendiri.');
  await field('Bidang').selectOption('Ekonomi/UMKM');
  await field('Sasaran').fill('Ibu pengolah hasil kebun');
  await field('Perempuan').fill('15');
  if (book) {
    await field('Bahan pustaka atau sumber informasi').fill(book);
    await page.getByRole('button', { name: 'Tambahkan ke Bahan pustaka' }).click();
  }
  await page.getByRole('group', { name: 'Bulan pelaksanaan' }).getByRole('button').first().click();
  await field('Penanggung jawab').fill('Pengelola perpustakaan');
  await field('Indikator keluaran').fill('8 kelas terlaksana');
  await field('Indikator hasil').fill('6 ibu menjual sedikitnya sekali sebulan');
  await field('Target').fill('8 kelas, 15 ibu');
  await field('Bukti').fill('Daftar hadir');
  await page.getByRole('button', { name: 'Tambah rincian biaya' }).click();
  await field('Untuk apa').fill('Bahan olahan');
  await field('Jumlah').fill('8');
  await field('Harga satuan (Rp)').fill('150000');
  await expect(field('Harga satuan (Rp)')).toHaveValue('150.000');
  await field('Sumber dana').selectOption('Swadaya');
  await page.getByRole('button', { name: 'Selesai, lipat kegiatan' }).click();
}
