import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sppTikFolder } from '../content-folder.ts';
import { readCurriculumPackage } from './curriculum-package.ts';

let folder: string;
/** The program's package with its first module alone: enough to be changed, and quick to read. */
let package1: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bimtek-content-'));
  package1 = join(folder, 'package-1');
  await cp(join(sppTikFolder, 'module-1'), join(package1, 'module-1'), { recursive: true });
  const head = await readFile(join(sppTikFolder, 'curriculum.yaml'), 'utf8');
  await writeFile(join(package1, 'curriculum.yaml'), head.replaceAll(/^ {4}folder: module-[2-9]\n/gm, ''));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function changed(file: string, change: (text: string) => string): Promise<string> {
  const copy = await mkdtemp(join(folder, 'package-'));
  await cp(package1, copy, { recursive: true });
  await writeFile(join(copy, file), change(await readFile(join(copy, file), 'utf8')));
  return copy;
}

describe('readCurriculumPackage', () => {
  it('gives the same files the same hash, and changed files another', async () => {
    const one = await readCurriculumPackage(package1);
    const again = await readCurriculumPackage(await changed('curriculum.yaml', (text) => text));
    const other = await readCurriculumPackage(
      await changed('module-1/lesson-1.md', (text) => `${text}\nSatu lagi.\n`),
    );
    expect(again.contentHash).toBe(one.contentHash);
    expect(other.contentHash).not.toBe(one.contentHash);
  });

  it.each([
    [
      'a head with an unknown key',
      'module-1/lesson-1.md',
      (text: string) => text.replace('kind: text', 'kind: text\ncolor: red'),
      /lesson-1\.md:\d+: .*color/,
    ],
    [
      'a kind nobody knows',
      'module-1/lesson-1.md',
      (text: string) => text.replace('kind: text', 'kind: film'),
      /lesson-1\.md:5: kind/,
    ],
    [
      'a lesson without head',
      'module-1/lesson-2.md',
      (text: string) => text.replace('---', ''),
      'lesson-2.md:1: a lesson begins with its head',
    ],
    [
      'a wrong code',
      'module-1/lesson-2.md',
      (text: string) => text.replace("code: '1.2'", "code: '1.9'"),
      'its code is “1.2”',
    ],
    [
      'minutes that do not add up',
      'module-1/lesson-1.md',
      (text: string) => text.replace('minutes: 12', 'minutes: 13'),
      'add up to 46 minutes, not 45',
    ],
    [
      'a figure that is missing',
      'module-1/lesson-1.md',
      (text: string) => text.replace('figures/literasi-tumbuh.svg', 'figures/hilang.svg'),
      /lesson-1\.md:\d+: there is no file module-1\/figures\/hilang\.svg/,
    ],
    [
      'a figure with a script',
      'module-1/figures/literasi-tumbuh.svg',
      (text: string) => text.replace('</svg>', '<script/></svg>'),
      /lesson-1\.md:\d+: module-1\/figures\/literasi-tumbuh\.svg: <script> may not/,
    ],
    [
      'weights that do not add up',
      'curriculum.yaml',
      (text: string) => text.replace('quiz: 20', 'quiz: 21'),
      /curriculum\.yaml:\d+: passRules\.weights: The weights add up to 100/,
    ],
    [
      'YAML that is not well-formed',
      'curriculum.yaml',
      (text: string) => text.replace('program:', 'program: ['),
      /curriculum\.yaml:\d+: /,
    ],
    [
      'a subject twice',
      'curriculum.yaml',
      (text: string) => text.replace('code: M2', 'code: M1'),
      'every subject has its own code',
    ],
  ])('refuses %s and says where', async (_case, file, change, message) => {
    await expect(readCurriculumPackage(await changed(file, change))).rejects.toThrow(message);
  });
});
