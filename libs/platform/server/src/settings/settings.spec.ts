import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, SettingsError } from './settings.ts';

const DATABASE_URL = 'postgres://bimtek@db.example/bimtek';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bimtek-settings-spec-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('readSettings', () => {
  it('names everything that is missing or wrong in one sentence', () => {
    expect(() => readSettings({ PORT: 'three', LOG_LEVEL: 'loud' })).toThrow(SettingsError);
    expect(() => readSettings({ PORT: 'three', LOG_LEVEL: 'loud' })).toThrow(
      /^These settings are missing or wrong: DATABASE_URL \(.*\), PORT \(.*\), LOG_LEVEL \(.*\)\.$/,
    );
  });

  it('takes an empty variable for an absent one', () => {
    expect(readSettings({ DATABASE_URL, PORT: '', PUBLIC_URL: '' })).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
    });
  });

  it('reads a secret from the file that is named in its place, without the line end', () => {
    const file = join(folder, 'database_url');
    writeFileSync(file, `${DATABASE_URL}\n`);
    expect(readSettings({ DATABASE_URL_FILE: file }).databaseUrl).toBe(DATABASE_URL);
  });

  it('says which file it cannot read, and never what is in one', () => {
    const missing = { DATABASE_URL_FILE: join(folder, 'nothing') };
    expect(() => readSettings(missing)).toThrow(/^The file of DATABASE_URL_FILE cannot be read \(ENOENT\)/);
    const file = join(folder, 'secret');
    writeFileSync(file, 'mysql://root:hunter2@db.example');
    expect(() => readSettings({ DATABASE_URL_FILE: file })).toThrow(/^(?!.*hunter2).*DATABASE_URL/s);
  });

  it('does not choose between a secret and its file', () => {
    const file = join(folder, 'database_url');
    writeFileSync(file, DATABASE_URL);
    expect(() => readSettings({ DATABASE_URL, DATABASE_URL_FILE: file })).toThrow(
      'Set DATABASE_URL or DATABASE_URL_FILE, not both.',
    );
  });

  it('tells which half of a pair of stage settings is missing, and never a secret', () => {
    expect(() => readSettings({ DATABASE_URL, LIVE_BBB_URL: 'https://bbb.example/bigbluebutton/' })).toThrow(
      /LIVE_BBB_SECRET \(LIVE_BBB_URL needs it\)/,
    );
    expect(() => readSettings({ DATABASE_URL, LIVE_JITSI_SECRET: 'hunter2' })).toThrow(
      /^(?!.*hunter2).*LIVE_JITSI_APP_ID/s,
    );
  });

  it('has only the stages that are set up', () => {
    expect(readSettings({ DATABASE_URL }).stage).toEqual({ jitsi: undefined, bigBlueButton: undefined });
    const given = {
      LIVE_JITSI_URL: 'https://meet.example/',
      LIVE_BBB_URL: 'https://bbb.example/bigbluebutton/',
    };
    expect(readSettings({ DATABASE_URL, ...given, LIVE_BBB_SECRET: 'rahasia' }).stage).toEqual({
      jitsi: { url: 'https://meet.example', token: undefined },
      bigBlueButton: { url: 'https://bbb.example/bigbluebutton', secret: 'rahasia', checksum: 'sha256' },
    });
  });
});
