/**
 * Checks what is installed against tools/dependencies/allowed.mjs: licences of what is shipped, programs that run on
 * installation, and known holes where the registry answers `npm audit`. Where it does not, a line says so.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { acceptedHoles, installScripts, licences, unnamed } from './dependencies/allowed.mjs';
import { holeFaults, licenceFaults, scriptFaults } from './dependencies/rules.mjs';
import { root } from './setup.mjs';

const readJson = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));

/** Every package of the lock file that is installed here; those for other systems are not. */
const installed = Object.entries(readJson('package-lock.json').packages)
  .filter(([place, entry]) => place.startsWith('node_modules/') && !entry.link)
  .filter(([place]) => fs.existsSync(path.join(root, place, 'package.json')))
  .map(([place, entry]) => {
    const own = readJson(path.join(place, 'package.json'));
    return {
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version,
      licence: licenceOf(own) ?? entry.license,
      isShipped: !entry.dev,
      scripts: scriptsOf(place, own, entry),
    };
  });
const shipped = installed.filter(({ isShipped }) => isShipped);

const faults = [
  ...licenceFaults(shipped, { licences, unnamed }),
  ...scriptFaults(installed, readJson('package.json').allowScripts, installScripts),
];
const audit = askRegistry();
if (audit) faults.push(...holeFaults(audit, acceptedHoles, new Date().toISOString().slice(0, 10)));
else console.log('Note: the registry does not answer npm audit here; known holes were not looked for.');

for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error('What is allowed stands in tools/dependencies/allowed.mjs.');
  process.exitCode = 1;
} else {
  console.log(
    `${shipped.length} shipped packages of ${installed.length} installed: licences and scripts as decided.`,
  );
}

/** Today's form is a string; older packages have an object or a list of them. */
function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  if (license?.type) return license.type;
  return Array.isArray(licenses) ? licenses.map(({ type }) => type).join(' OR ') : undefined;
}

function scriptsOf(place, { scripts = {} }, { hasInstallScript }) {
  const named = ['preinstall', 'install', 'postinstall'].filter((name) => scripts[name]);
  // npm compiles a package with a binding.gyp even when it names no script.
  if (named.length === 0 && fs.existsSync(path.join(root, place, 'binding.gyp'))) return ['node-gyp'];
  return named.length === 0 && hasInstallScript ? ['a script'] : named;
}

/** What `npm audit` finds, or undefined where nobody answers. */
function askRegistry() {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', timeout: 60_000 });
  try {
    const answer = JSON.parse(stdout);
    return answer.vulnerabilities ? answer : undefined;
  } catch {
    return undefined;
  }
}
