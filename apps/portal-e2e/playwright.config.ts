import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');
const isRoot = process.getuid?.() === 0;

// The configuration is read by every worker; the environment carries the first one's choice to the others.
process.env['E2E_PORT'] ??= String(20_000 + Math.floor(Math.random() * 20_000));
process.env['E2E_DATA_DIR'] ??= temporaryDataDir();
const port = process.env['E2E_PORT'];
const baseURL = process.env['E2E_URL'] ?? `http://localhost:${port}`;

/** Open to all, as the database runs as another user when this one is root; removed when the first process ends. */
function temporaryDataDir(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ruang-bimtek-e2e-'));
  chmodSync(folder, 0o755);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Journeys run against the built product, started as `npm start` does; E2E_URL names one that is running already. */
export default defineConfig({
  testDir: 'src',
  testMatch: '**/*.e2e.ts',
  outputDir: path.join(root, 'test-results'),
  // Journeys have people of their own; a browser waits half of its time.
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
  use: {
    baseURL,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] || '/usr/bin/chromium',
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'chromium', use: { ...devices['Pixel 7'], defaultBrowserType: 'chromium' } }],
  ...(process.env['E2E_URL']
    ? {}
    : {
        webServer: {
          command: 'node tools/start.mjs',
          cwd: root,
          url: `${baseURL}/api/health`,
          timeout: 300_000,
          gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
          env: { PORT: port, DATA_DIR: process.env['E2E_DATA_DIR'], DATABASE_URL: '', REDIS_URL: '' },
          stdout: 'ignore',
          stderr: 'pipe',
        },
      }),
});
