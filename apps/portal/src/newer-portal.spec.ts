import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isMissingPart, openWithNewerPortal } from './newer-portal.ts';

const pageWith = (script: string) => `<body><script src="${script}" type="module"></script></body>`;
let answers: () => Promise<Response>;
let opened: string[];

beforeEach(() => {
  sessionStorage.clear();
  opened = [];
  document.body.innerHTML = pageWith('main-OLDOLDOL.js');
  globalThis.fetch = jest.fn<typeof fetch>(() => answers());
});

const serverHas = (text: string, status = 200) => {
  answers = () => Promise.resolve({ ok: status === 200, text: () => Promise.resolve(text) } as Response);
};
const follow = (url = '/belajar/M2') => openWithNewerPortal(url, (to) => opened.push(to));

describe('isMissingPart', () => {
  it.each([
    ['Chromium', new TypeError('Failed to fetch dynamically imported module: https://x/chunk-A.js'), true],
    ['Firefox', new TypeError('error loading dynamically imported module: https://x/chunk-A.js'), true],
    ['Safari', new TypeError('Importing a module script failed.'), true],
    ['a mistake of ours', new TypeError('x is undefined'), false],
    ['no signal for data', new Error('offline'), false],
  ])('%s', (_case, error, expected) => expect(isMissingPart(error)).toBe(expected));
});

describe('a part that is gone after an update', () => {
  it('is answered by opening the address with the portal of now', async () => {
    serverHas(pageWith('main-NEWNEWNE.js'));
    await follow();
    expect(opened).toEqual(['/belajar/M2']);
  });

  it('is not answered twice by the same portal, whatever two servers say in turn', async () => {
    serverHas(pageWith('main-NEWNEWNE.js'));
    await follow();
    await follow();
    expect(opened).toHaveLength(1);
  });

  it.each([
    ['the server has no other portal', () => serverHas(pageWith('main-OLDOLDOL.js'))],
    ['the server is being restarted', () => serverHas('', 503)],
    ['something else answers, as in a hotel', () => serverHas('<h1>Wi-Fi</h1>')],
    ['there is no signal', () => (answers = () => Promise.reject(new TypeError('Failed to fetch')))],
  ])('changes nothing when %s', async (_case, arrange) => {
    arrange();
    await follow();
    expect(opened).toEqual([]);
  });
});
