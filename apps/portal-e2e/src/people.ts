import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

interface DemoAccount {
  role: string;
  signIn: string;
  password: string;
  note: string;
}

/** The accounts of the demo that the product under test has loaded. */
export function demoAccounts(): DemoAccount[] {
  const folder = process.env['E2E_DATA_DIR'] ?? '.data';
  return JSON.parse(readFileSync(path.join(folder, 'demo-accounts.json'), 'utf8')) as DemoAccount[];
}

export function demoAccount(note: string): DemoAccount {
  const account = demoAccounts().find((one) => one.note.includes(note));
  if (!account) throw new Error(`No demo account is described as “${note}”`);
  return account;
}

/** Signs in as a person does: name, then password. */
export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.goto('/masuk');
  await page.getByLabel('Kode peserta, nomor ponsel, atau surel').fill(name);
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByLabel('Kata sandi', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await expect(page).not.toHaveURL(/masuk/);
}

/** The last step of an activation: the person sees the own name, chooses a password, and is in. */
export async function choosePassword(page: Page, name: string, password: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await page.getByLabel('Kata sandi baru', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Aktifkan akun' }).click();
  await page.getByRole('link', { name: 'Mulai' }).click();
  await expect(page).not.toHaveURL(/aktivasi/);
}
