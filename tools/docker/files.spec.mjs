import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { containerOf, copyOf, ignores, stagesOf } from './dockerfile.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const dockerfile = read('docker/Dockerfile');
const stages = stagesOf(dockerfile);
const compose = parse(read('docker/compose.yaml'), { merge: true });

describe('the Dockerfile', () => {
  it('has no fault that a linter finds', () => expect(validate(dockerfile)).toEqual([]));

  it.each(['api', 'worker'])(
    'lets the %s run as an ordinary user, with a sign of life and a signal to stop',
    (name) => {
      const container = containerOf(stages, name);
      expect(container).toMatchObject({ user: 'node', folder: '/app', image: 'node:24-bookworm-slim' });
      expect(container.command.slice(0, 1)).toEqual(['node']);
      expect(container.check.slice(0, 1)).toEqual(['node']);
    },
  );

  it('keeps no secret: none is an argument or a variable', () => {
    expect(dockerfile).not.toMatch(/^ARG|PASSWORD|SECRET|TOKEN|DATABASE_URL/m);
  });

  it('copies what is there', () => {
    const own = stages[0].steps
      .filter(({ keyword }) => keyword === 'COPY')
      .flatMap(({ text }) => copyOf(text).sources);
    expect(own.filter((source) => !fs.existsSync(path.join(root, source)))).toEqual([]);
  });
});

describe('the ignore file', () => {
  const isIgnored = ignores(read('docker/Dockerfile.dockerignore'));
  it.each([
    ['node_modules/zod/index.js', true],
    ['libs/identity/server/dist/index.js', true],
    ['libs/identity/README.md', true],
    ['libs/identity/server/src/accounts/account.rules.spec.ts', true],
    ['.data/postgres/PG_VERSION', true],
    ['docker/secrets/database_url', true],
    ['libs/curriculum/server/content/spp-tik/module-1/lesson-1.md', false],
    ['libs/identity/server/src/accounts/account.rules.ts', false],
    ['apps/portal-e2e/package.json', false],
    ['package-lock.json', false],
  ])('%s: %s', (file, expected) => expect(isIgnored(file)).toBe(expected));
});

describe('the compose files', () => {
  it.each(['compose.yaml', 'compose.services.yaml'])('%s has no fault that a linter finds', (file) => {
    const config = {
      rules: {
        // The order of lines is for the reader: what a service is, what it needs, what it may.
        'service-keys-order': 0,
        'services-alphabetical-order': 0,
        'top-level-properties-order': 0,
        // Both are meant: build it here, and call it so.
        'no-build-and-image': 0,
      },
      quiet: false,
      debug: false,
      exclude: [],
    };
    const script = `
      import { DCLinter } from 'dclint';
      const [{ messages } = { messages: [] }] = new DCLinter(${JSON.stringify(config)})
        .lintFiles([${JSON.stringify(path.join(root, 'docker', file))}], false);
      console.log(JSON.stringify(messages.map(({ line, message }) => line + ': ' + message)));`;
    const args = ['--input-type=module', '--eval', script];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect({ faults: JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null'), stderr }).toEqual({
      faults: [],
      stderr: '',
    });
  });

  const ours = ['migrate', 'api', 'worker'];

  it.each(ours)('%s may write nowhere but in its folder, and gains no rights', (name) => {
    expect(compose.services[name]).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('names no setting that the product does not read', () => {
    const settings = read('libs/platform/server/src/settings/settings.ts');
    const unknown = ours
      .flatMap((name) => Object.keys(compose.services[name].environment))
      .filter(
        (name) =>
          !settings.includes(`  ${name.replace(/_FILE$/, '')}: `) && !settings.includes(`  ${name}: `),
      );
    expect(unknown).toEqual([]);
  });

  it('hands secrets over as files, and every one that is named is there', () => {
    for (const name of [...ours, 'postgres']) {
      const { environment, secrets } = compose.services[name];
      const files = Object.values(environment).filter((value) => String(value).startsWith('/run/secrets/'));
      expect(files.map((file) => file.slice('/run/secrets/'.length)).sort()).toEqual([...secrets].sort());
      expect(secrets.filter((secret) => !compose.secrets[secret])).toEqual([]);
    }
    expect(read('docker/compose.yaml')).not.toMatch(/PASSWORD: |postgres:\/\//);
  });

  it('lets only the api be reached, and from this machine alone', () => {
    const reached = Object.entries(compose.services).filter(([, service]) => service.ports);
    expect(reached.map(([name]) => name)).toEqual(['api']);
    expect(compose.services.api.ports).toEqual(['127.0.0.1:${PORT:-3000}:3000']);
    expect(compose.networks.inside).toEqual({ internal: true });
  });

  it('gives api and worker the same folder of files', () => {
    expect(compose.services.api.volumes).toEqual(['files:/data']);
    expect(compose.services.worker.volumes).toEqual(['files:/data']);
    expect(containerOf(stages, 'api').env.DATA_DIR).toBe('/data');
  });

  it('starts nothing before the database is up to date', () => {
    for (const name of ['api', 'worker']) {
      expect(compose.services[name].depends_on.migrate).toEqual({
        condition: 'service_completed_successfully',
      });
    }
  });
});
