import { expect, test } from '@playwright/test';
import { answerAll, learnLesson, startTest } from './learning.ts';
import { demoAccount, signIn } from './people.ts';

test('a trainee learns Module 1 on a phone, loses the signal in the quiz, and passes it', async ({
  page,
  context,
}) => {
  const trainee = demoAccount('Rahayu');
  await signIn(page, trainee.signIn, trainee.password);
  await page.goto('/belajar');
  await page.getByRole('link', { name: /Mulai belajar|Lanjutkan belajar/ }).click();
  for (let lesson = 1; lesson <= 4; lesson++) {
    await expect(page.getByText(`Pelajaran ${lesson} dari 4`).first()).toBeVisible();
    await learnLesson(page);
    if (lesson < 4) await page.getByRole('link', { name: /^Lanjut:/ }).click();
  }

  await test.step('answers wait on the phone while there is no signal, and go out when it is back', async () => {
    await page
      .getByRole('link', { name: /Kuis modul ini|Kerjakan/ })
      .first()
      .click();
    await startTest(page);
    await context.setOffline(true);
    await page.getByRole('radio').or(page.getByRole('checkbox')).first().check();
    await expect(page.getByText('Di ponsel, menunggu sinyal').first()).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText(/Tersimpan di server/).first()).toBeVisible();
  });

  await answerAll(page);
  await expect(page.getByText('100').first()).toBeVisible();
  await page.goto('/nilai');
  // One of seven quizzes is done, with 100: the six others count nothing yet.
  await expect(page.getByRole('row', { name: /Kuis 1 dari 7 kuis/ })).toContainText('14,29');
});
