import { Settings } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Before the sealed bytes, so that another way of sealing can follow one day. */
const FORM = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals what the database must hold but nobody who reads it may use (AES-256-GCM). The key is a setting; without it one
 * is made once in the data folder, beside the files, readable by its owner only.
 */
@Injectable()
export class Secrets {
  #key: Buffer | undefined;

  constructor(private readonly settings: Settings) {}

  /** Whoever opens it must name the same owner: sealed bytes moved to another row do not open. */
  seal(text: string, owner: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#secretKey(), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${FORM}.${sealed.toString('base64url')}`;
  }

  /** Throws when it was sealed with another key, for another owner, or has been changed. */
  open(sealed: string, owner: string): string {
    const [form, bytes = ''] = sealed.split('.');
    if (form !== FORM) throw new Error(`A secret is sealed in the unknown form ${form}`);
    const all = Buffer.from(bytes, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#secretKey(), all.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(owner))
      .setAuthTag(all.subarray(-TAG_BYTES));
    return Buffer.concat([
      decipher.update(all.subarray(NONCE_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]).toString();
  }

  /** A hash that cannot be tried out without the key: for short codes. */
  mac(text: string): string {
    return createHmac('sha256', this.#secretKey()).update(text).digest('hex');
  }

  #secretKey(): Buffer {
    this.#key ??= Buffer.from(this.settings.secretsKey ?? keptKey(this.settings.dataDir), 'base64');
    return this.#key;
  }
}

/** Made by whichever process asks first; the others read the same. */
function keptKey(dataDir: string): string {
  const file = join(dataDir, 'secrets.key');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = readFileSync(file, 'utf8').trim();
  if (Buffer.from(key, 'base64').length !== 32) throw new Error(`${file} does not hold a key of 32 bytes`);
  return key;
}
