import { expect, type Page } from '@playwright/test';
import { rightAnswers } from './right-answers.ts';

/** Reads a lesson to its end and says that it is learned. */
export async function learnLesson(page: Page): Promise<void> {
  const finish = page.getByRole('button', { name: 'Selesai dipelajari' });
  await finish.scrollIntoViewIfNeeded();
  await finish.click();
  await expect(page.getByText('Pelajaran ini selesai')).toBeVisible();
}

/** From the test's own page into an attempt, up to its first question. */
export async function startTest(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Mulai mengerjakan|Lanjutkan percobaan/ }).click();
  await expect(page.getByText(/Soal 1 dari \d+/).first()).toBeVisible();
}

/** Answers every question of an open attempt rightly, waits until each is saved, and hands in. */
export async function answerAll(page: Page): Promise<void> {
  const place = page.getByText(/^\s*Soal \d+ dari \d+\s*$/).first();
  for (let isLast = false; !isLast;) {
    const [, number, total] = /Soal (\d+) dari (\d+)/.exec((await place.textContent()) ?? '') ?? [];
    isLast = number === total;
    await answerRightly(page, (await page.getByRole('heading', { level: 1 }).textContent()) ?? '');
    await expect(page.getByText(/Tersimpan di server/).first()).toBeVisible();
    if (!isLast) {
      await page.getByRole('button', { name: 'Soal berikutnya' }).click();
      await expect(place).toHaveText(`Soal ${Number(number) + 1} dari ${total}`);
    }
  }
  await page.getByRole('button', { name: 'Periksa jawaban' }).click();
  await page.getByRole('button', { name: 'Kirim jawaban' }).click();
}

/** Ticks the right options and nothing else. */
async function answerRightly(page: Page, stem: string): Promise<void> {
  const right = rightAnswers(stem);
  const named = (text: string) => ({
    name: new RegExp(`${text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`),
  });
  if ((await page.getByRole('radio').count()) > 0) {
    for (const text of right) await page.getByRole('radio', named(text)).check();
    return;
  }
  for (const wrong of await page.getByRole('checkbox', { checked: true }).all()) await wrong.uncheck();
  for (const text of right) await page.getByRole('checkbox', named(text)).check();
}
