import { type Browser, expect, type Page, test } from '@playwright/test';
import { demoAccount, signIn } from './people.ts';

/** The smallest phones in use. */
const phone = { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1440, height: 900 }, hasTouch: false, isMobile: false };
const sameSite = { 'X-Requested-With': 'ruang-bimtek' };

test.setTimeout(180_000);

test('a trainer and two trainees through a live session, one of them losing the link', async ({
  browser,
}) => {
  const trainer = await somebody(browser, 'expert trainer', desk);
  const rahayu = await somebody(browser, 'Rahayu', phone);
  const siti = await somebody(browser, 'Siti Maemunah', phone);
  const sessionId = await runningSession(rahayu);
  let codes: Record<'in' | 'out', string>;

  await test.step('the class is asked to leave a little earlier than planned, so that both codes are taken now', async () => {
    const organizer = await somebody(browser, 'organizer', desk);
    await endIn(organizer, sessionId, 12);
    await organizer.context().close();
  });

  await test.step('the trainer opens the console, and two trainees come in', async () => {
    await trainer.goto(`/kelola/sesi/${sessionId}`);
    await trainer.getByRole('link', { name: 'Buka konsol sesi' }).click();
    await expect(trainer.getByText('Tersambung', { exact: true })).toBeVisible();
    codes = await codesOf(trainer, sessionId);
    for (const page of [rahayu, siti]) {
      await page.goto(`/jadwal/${sessionId}`);
      await page.getByRole('link', { name: 'Masuk ruang sesi' }).click();
      await expect(page.getByText('Tersambung', { exact: true })).toBeVisible();
    }
    await rahayu.getByRole('tab', { name: 'Orang' }).click();
    await expect(rahayu.getByText('2 peserta tersambung')).toBeVisible({ timeout: 30_000 });
    await rahayu.getByRole('tab', { name: 'Obrolan' }).click();
  });

  await test.step('both check in with the code', async () => {
    for (const page of [rahayu, siti]) await check(page, codes.in, 'masuk');
  });

  await test.step('a poll made on the spot is answered with one tap, and its bars grow', async () => {
    await trainer.getByRole('button', { name: 'Polling baru' }).first().click();
    await trainer
      .getByLabel('Pertanyaan', { exact: true })
      .fill('Siapa yang paling sulit diajak ke perpustakaan?');
    await trainer.getByLabel('Pilihan 1').fill('Petani dan nelayan');
    await trainer.getByLabel('Pilihan 2').fill('Remaja');
    await trainer.getByRole('button', { name: 'Mulai sekarang' }).click();
    await rahayu.getByRole('radio', { name: /Remaja/ }).check();
    await expect(rahayu.getByText('Jawaban Anda tersimpan di server')).toBeVisible();
    await expect(trainer.getByText(/^1 dari \d+ suara$/)).toBeVisible();
    await siti.getByRole('radio', { name: /Petani/ }).check();
    await expect(trainer.getByText(/^2 dari \d+ suara$/)).toBeVisible();
    await trainer.getByRole('button', { name: 'Tutup dan tampilkan' }).click();
    await rahayu.getByRole('tab', { name: 'Polling' }).click();
    await expect(rahayu.getByText('2 suara', { exact: true })).toBeVisible();
  });

  await test.step('a question is asked, supported, and put on the screen of everybody', async () => {
    await rahayu.getByRole('tab', { name: 'Tanya' }).click();
    await rahayu.getByLabel('Ajukan pertanyaan').fill('Bagaimana bila kepala desa belum memberi izin?');
    await rahayu.getByRole('button', { name: 'Tanyakan' }).click();
    await siti.getByRole('tab', { name: 'Tanya' }).click();
    await siti.getByRole('button', { name: /^Dukung pertanyaan ini/ }).click();
    await expect(siti.getByRole('button', { name: 'Tarik dukungan, 1 suara' })).toBeVisible();
    await trainer.getByRole('button', { name: 'Ke layar' }).click();
    await expect(siti.getByText('sedang di layar').first()).toBeVisible();
  });

  await test.step('one loses the link: it is said, what is typed stays, and afterwards nothing is missing', async () => {
    await siti.getByRole('tab', { name: 'Obrolan' }).click();
    await siti.context().setOffline(true);
    await expect(siti.getByText('Sinyal terputus. Yang Anda tulis aman di perangkat ini.')).toBeVisible();
    await siti.getByLabel('Tulis pesan').fill('Saya kembali');
    await siti.getByRole('button', { name: 'Kirim', exact: true }).click();
    await expect(siti.getByText('Di perangkat ini, menunggu sinyal')).toBeVisible();
    await rahayu.getByRole('tab', { name: 'Obrolan' }).click();
    for (const text of ['Ini yang terlewat', 'dan ini juga']) {
      await rahayu.getByLabel('Tulis pesan').fill(text);
      await rahayu.getByRole('button', { name: 'Kirim', exact: true }).click();
      await expect(chat(rahayu).getByText(text)).toBeVisible();
    }
    await expect(siti.getByText('Ini yang terlewat')).toBeHidden();
    await siti.context().setOffline(false);
    await expect(siti.getByText('Tersambung lagi. Yang terlewat sudah dimuat.')).toBeVisible({
      timeout: 40_000,
    });
    for (const text of ['Ini yang terlewat', 'dan ini juga', 'Saya kembali'])
      await expect(siti.getByText(text, { exact: true })).toHaveCount(1);
    await expect(siti.getByText('Di perangkat ini, menunggu sinyal')).toBeHidden();
    await expect(chat(rahayu).getByText('Saya kembali')).toBeVisible();
  });

  await test.step('a raised hand is called up', async () => {
    await siti.getByRole('button', { name: 'Angkat tangan' }).click();
    await trainer.getByRole('button', { name: 'Beri giliran' }).click();
    await expect(siti.getByText('Giliran Anda bicara')).toBeVisible();
  });

  await test.step('both check out, and the trainer sees who is recorded', async () => {
    for (const page of [rahayu, siti]) await check(page, codes.out, 'keluar');
    await expect(trainer.getByRole('link', { name: '2 kode' })).toBeVisible({ timeout: 30_000 });
  });

  for (const page of [trainer, rahayu, siti]) await page.context().close();
});

async function somebody(browser: Browser, name: string, device: object): Promise<Page> {
  const context = await browser.newContext({ ...device, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  const page = await context.newPage();
  const account = demoAccount(name);
  await signIn(page, account.signIn, account.password);
  return page;
}

function chat(page: Page) {
  return page.getByRole('log');
}

async function runningSession(page: Page): Promise<string> {
  const answer = await page.request.get('/api/my/sessions');
  const { items, now } = (await answer.json()) as {
    items: { id: string; startsAt: string; endsAt: string; state: string }[];
    now: string;
  };
  const running = items.find(
    ({ startsAt, endsAt, state }) => state === 'planned' && startsAt <= now && now < endsAt,
  );
  if (!running) throw new Error('The class of the demo has no session that is on now');
  return running.id;
}

/** Moves the end of a session that is on. */
async function endIn(page: Page, sessionId: string, minutes: number): Promise<void> {
  const read = await page.request.get(`/api/live-sessions/${sessionId}`);
  const { session, now } = (await read.json()) as {
    session: { startsAt: string; timeZone: string };
    now: string;
  };
  const local = (time: string | number) => {
    const parts = new Intl.DateTimeFormat('sv-SE', {
      timeZone: session.timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(new Date(time));
    const [day = '', clock = ''] = parts.split(' ');
    return { day, clock };
  };
  const [from, until] = [local(session.startsAt), local(Date.parse(now) + minutes * 60_000)];
  const moved = await page.request.post(`/api/live-sessions/${sessionId}/move`, {
    headers: sameSite,
    data: {
      day: from.day,
      from: from.clock,
      until: until.clock,
      reason: 'Ruang dipakai rapat desa sesudahnya',
      despiteClashes: true,
    },
  });
  expect(moved.ok(), await moved.text()).toBe(true);
}

async function codesOf(page: Page, sessionId: string): Promise<Record<'in' | 'out', string>> {
  const answer = await page.request.get(`/api/live-sessions/${sessionId}/attendance/codes`);
  const { codes } = (await answer.json()) as { codes: { part: 'in' | 'out'; code: string }[] };
  const of = (part: 'in' | 'out') => codes.find((one) => one.part === part)?.code ?? '';
  return { in: of('in'), out: of('out') };
}

/** Checks in or out in the sheet of the room, and goes back to the room. */
async function check(page: Page, code: string, part: 'masuk' | 'keluar'): Promise<void> {
  await page.getByRole('button', { name: 'Presensi', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(new RegExp(`Kode.*${part}`, 'i')).fill(code);
  await sheet.getByRole('button', { name: `Presensi ${part}` }).click();
  await expect(sheet.getByLabel(new RegExp(`Kode.*${part}`, 'i'))).toBeHidden();
  await sheet.getByRole('button', { name: 'Kembali ke ruang' }).click();
}
