import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { demoAccount, signIn } from './people.ts';

/** The width of the smallest phones in use; tall enough for a thumb. */
test.use({ viewport: { width: 360, height: 800 } });

test('a trainee hands in a photo from a phone, with the link cut in the middle', async ({
  page,
  context,
}) => {
  const trainee = demoAccount('Siti Maemunah');
  await signIn(page, trainee.signIn, trainee.password);
  await openWriting(page);
  const sent = watchUploads(page);
  const attach = page.getByRole('region', { name: 'Berkas' });

  await test.step('the photo is made small on the phone, which is said', async () => {
    await slowDown(context, page);
    await page.getByLabel('Pilih berkas').setInputFiles(await aPhoto(page));
    await expect(attach.getByText(/MB → \d+ KB/)).toBeVisible();
    await expect(attach.getByText(/Sedang dikirim, tersisa \d+ KB/)).toBeVisible();
  });

  await test.step('when the link is cut it waits, and the wish to hand in waits with it', async () => {
    await expect.poll(() => sent.filter(({ method }) => method === 'PATCH').length).toBeGreaterThan(1);
    await context.setOffline(true);
    await expect(attach.getByText(/Menunggu sinyal, tersisa \d+ KB/)).toBeVisible();
    await page.getByRole('button', { name: 'Kirim tugas' }).click();
    await page.getByRole('button', { name: 'Ya, kirim' }).click();
    await expect(page.getByText('Tugas dikirim setelah berkasnya sampai')).toBeVisible();
  });

  await test.step('the page may be opened anew meanwhile: the phone has kept all of it', async () => {
    await page.route('**/api/uploads/**', (route) => route.abort());
    await context.setOffline(false);
    await page.reload();
    await expect(attach.getByText(/tersisa \d+ KB/)).toBeVisible();
    await expect(page.getByText('Tugas dikirim setelah berkasnya sampai')).toBeVisible();
  });

  await test.step('with the link back it goes on by itself, never from zero, up to the receipt', async () => {
    const soFar = sent.length;
    await page.unroute('**/api/uploads/**');
    await expect(page.getByText('Tugas Anda sudah terkirim')).toBeVisible({ timeout: 40_000 });
    await expect(page.getByText(/^K-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)).toBeVisible();
    await expect(page.getByText(/potret-desa\.(webp|jpg) · \d+ KB/)).toBeVisible();
    expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const after = sent.slice(soFar).filter(({ method }) => method === 'PATCH');
    expect(after.length).toBeGreaterThan(0);
    expect(after.map(({ offset }) => offset)).not.toContain('0');
  });

  await test.step('the photo can be looked at again', async () => {
    await page.getByText(/^Kiriman ke-\d+, hari ini/).click();
    await page.getByRole('button', { name: /potret-desa/ }).click();
    await expect(page.getByRole('img', { name: /Foto potret-desa/ })).toBeVisible({ timeout: 30_000 });
  });
});

/** The writing of the first assignment that still waits for this person and takes photos. */
async function openWriting(page: Page): Promise<void> {
  for (const code of ['T1', 'T2', 'T3', 'T4', 'T5', 'T6']) {
    await page.goto(`/tugas/${code}/tulis`);
    const files = page.getByRole('heading', { name: 'Berkas' });
    const receipt = page.getByRole('heading', { name: 'Bukti pengiriman' });
    await expect(files.or(receipt)).toBeVisible();
    if (await files.isVisible()) return;
  }
  throw new Error('Every assignment has been handed in already');
}

/** A photo as a camera makes it: 12 million points, full of detail, more than 2 MB. */
async function aPhoto(page: Page) {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4_000, 3_000];
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('This browser draws nothing');
    for (let y = 0; y < 3_000; y += 10) {
      for (let x = 0; x < 4_000; x += 10) {
        brush.fillStyle = `hsl(${(x * 7 + y * 13) % 360} 60% ${30 + ((x * y) % 50)}%)`;
        brush.fillRect(x, y, 10, 10);
      }
    }
    return canvas.toDataURL('image/jpeg', 0.95);
  });
  const buffer = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  return { name: 'potret-desa.jpg', mimeType: 'image/jpeg', buffer };
}

/** What leaves goes over a village link: 400 kbit/s, 200 ms to the server and back. */
async function slowDown(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 200,
    downloadThroughput: -1,
    uploadThroughput: (400 * 1024) / 8,
  });
}

function watchUploads(page: Page) {
  const sent: { method: string; offset: string }[] = [];
  page.on('request', (request) => {
    if (/\/api\/uploads/.test(request.url()))
      sent.push({ method: request.method(), offset: request.headers()['upload-offset'] ?? '' });
  });
  return sent;
}
