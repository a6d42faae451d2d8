import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { traineePlaces } from './areas/trainee.ts';

const root = join(__dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const page = new DOMParser().parseFromString(read('apps/portal/src/index.html'), 'text/html');
const still = (name: string) => page.querySelector(`#still [data-for='${name}']`);
const texts = (name: string, selector: string) =>
  [...(still(name)?.querySelectorAll(selector) ?? [])].map((one) => one.textContent?.trim());

/** The still picture that the first script of the page chooses at an address. */
async function chosenAt(address: string): Promise<string | undefined> {
  history.replaceState(null, '', address);
  delete document.documentElement.dataset['still'];
  const script = '../public/before-paint.js';
  await jest.isolateModulesAsync(() => import(script));
  return document.documentElement.dataset['still'];
}

describe('the still pictures of the page', () => {
  it('say what the pages say', () => {
    const identity = read('libs/identity/portal/src/words/id.ts');
    const [welcome, about] = texts('sign-in', '.cloth-words p');
    expect(identity).toContain(`welcome: '${welcome}'`);
    expect(identity).toContain(`about: '${about}'`);

    const platform = read('libs/platform/portal/src/words/id.ts');
    const places = texts('trainee', '.places-word');
    expect(places).toHaveLength(traineePlaces.length);
    for (const [index, { label }] of traineePlaces.entries())
      expect(platform).toContain(`${label.replace('platform.nav.', '')}: '${places[index]}'`);
  });

  it('are hidden from screen readers and cannot be touched', () => {
    const all = page.querySelector('#still');
    expect(all?.getAttribute('aria-hidden')).toBe('true');
    expect(all?.hasAttribute('inert')).toBe(true);
  });

  it.each([
    ['/masuk?kembali=%2F', 'sign-in'],
    ['/beranda', 'trainee'],
    ['/belajar/M1', 'trainee'],
    ['/pelajaran/7', 'task'],
    ['/kelola/kelas', 'desk'],
    ['/privasi', undefined],
    ['/', undefined],
  ])('stand for the place of %s', async (address, name) => {
    expect(await chosenAt(address)).toBe(name);
    if (name) expect(still(name)).not.toBeNull();
  });
});
