import type { AssignmentBrief, LessonDocument, PassRules, TestSettings } from '@bimtek/curriculum-contracts';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { checkSvg } from '../assets/svg.rules.ts';
import { parseLesson } from '../lessons/lesson-markdown.ts';
import { parseAssignment } from './assignment-file.ts';
import { ContentError } from './content-error.ts';
import { CurriculumFile, LessonHead, type Subject, testSettingsOf } from './package-files.ts';
import { parseYaml } from './yaml-file.ts';

export interface PackageAsset {
  hash: string;
  mediaType: 'image/svg+xml';
  bytes: Buffer;
}
export interface PackageLesson extends LessonHead {
  document: LessonDocument;
  /** Bytes of the document as JSON and of its figures. */
  sizeBytes: number;
}
export interface PackageModule extends Subject {
  lessons: PackageLesson[];
  assignment: AssignmentBrief | null;
}
/** A whole curriculum as its files say it, checked. */
export interface CurriculumPackage {
  /** Over names and bytes of all files: the same files are the same curriculum. */
  contentHash: string;
  program: CurriculumFile['program'];
  title: string;
  lessonHourMinutes: number;
  passRules: PassRules;
  tests: TestSettings[];
  modules: PackageModule[];
  assets: PackageAsset[];
}

/** A lesson is read over slow links: the document alone, as JSON. */
export const LESSON_MAX_BYTES = 50 * 1024;
const FILE_MAX_BYTES = 400 * 1024;

/** Reads a package's folder. Throws ContentError at the first thing that does not fit. */
export async function readCurriculumPackage(folder: string): Promise<CurriculumPackage> {
  const files = await readFiles(folder);
  const head = parseYaml(textOf(files, 'curriculum.yaml'), CurriculumFile, 'curriculum.yaml');
  const assets = new Map<string, PackageAsset & { width: number; height: number }>();
  const modules = head.subjects.map((subject) => ({
    ...subject,
    lessons: subject.folder === undefined ? [] : lessonsOf(subject, subject.folder, files, assets),
    assignment: subject.folder === undefined ? null : assignmentOf(subject, subject.folder, files),
  }));
  for (const module of modules) checkMinutes(module, head.curriculum.lessonHourMinutes);
  return {
    contentHash: hashOf(files),
    program: head.program,
    title: head.curriculum.title,
    lessonHourMinutes: head.curriculum.lessonHourMinutes,
    passRules: head.passRules,
    tests: testSettingsOf(head),
    modules,
    assets: [...new Map([...assets.values()].map((asset) => [asset.hash, asset])).values()],
  };
}

type Files = Map<string, Buffer>;

async function readFiles(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  const files: Files = new Map();
  for (const path of paths) {
    const bytes = await readFile(join(folder, path));
    if (bytes.length > FILE_MAX_BYTES)
      throw new ContentError(path, 0, `larger than ${FILE_MAX_BYTES / 1024} KB`);
    files.set(path, bytes);
  }
  return files;
}

function textOf(files: Files, path: string): string {
  const bytes = files.get(path);
  if (!bytes) throw new ContentError(path, 0, 'the file is missing');
  return decoded(bytes, path).replace(/\r\n?/g, '\n');
}

function decoded(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ContentError(path, 0, 'the file is not UTF-8');
  }
}

function hashOf(files: Files): string {
  const hash = createHash('sha256');
  for (const [path, bytes] of files) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex');
}

function lessonsOf(
  subject: Subject,
  folder: string,
  files: Files,
  assets: Map<string, PackageAsset & { width: number; height: number }>,
): PackageLesson[] {
  const paths = [...files.keys()]
    .filter((path) => new RegExp(`^${folder}/lesson-\\d+\\.md$`).test(path))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (paths.length === 0) throw new ContentError(folder, 0, `there is no lesson for ${subject.code}`);
  return paths.map((path, index) => {
    const lesson = lessonOf(path, files, (figure) => assetOf(`${folder}/${figure}`, files, assets));
    const expected = `${subject.position}.${index + 1}`;
    if (lesson.code !== expected)
      throw new ContentError(path, 2, `its code is “${expected}”, by module and place`);
    const known = subject.indicators.map((indicator) => indicator.code);
    const unknown = lesson.indicators.find((code) => !known.includes(code));
    if (unknown) throw new ContentError(path, 2, `the module has no indicator “${unknown}”`);
    return lesson;
  });
}

function assignmentOf(subject: Subject, folder: string, files: Files): AssignmentBrief | null {
  const path = `${folder}/assignment.yaml`;
  return files.has(path) ? parseAssignment(textOf(files, path), path, subject.code) : null;
}

function lessonOf(path: string, files: Files, findAsset: (figure: string) => FoundAsset): PackageLesson {
  const text = textOf(files, path);
  const [whole, yaml] = /^---\n([\s\S]*?\n)---\n/.exec(text) ?? [];
  if (whole === undefined || yaml === undefined)
    throw new ContentError(path, 1, 'a lesson begins with its head between ---');
  const head = parseYaml(yaml, LessonHead, path, 1);
  const figures = new Map<string, number>();
  const document = parseLesson(text.slice(whole.length), {
    file: path,
    lineOffset: whole.split('\n').length - 1,
    findFigure: (figure) => {
      const { asset, size, width, height } = findAsset(figure);
      figures.set(asset, size);
      return { asset, width, height };
    },
  });
  const bytes = Buffer.byteLength(JSON.stringify(document));
  if (bytes > LESSON_MAX_BYTES)
    throw new ContentError(path, 0, `larger than ${LESSON_MAX_BYTES / 1024} KB; make it two lessons`);
  return { ...head, document, sizeBytes: bytes + [...figures.values()].reduce((sum, size) => sum + size, 0) };
}

interface FoundAsset {
  asset: string;
  size: number;
  width: number;
  height: number;
}

/** Throws a sentence; the lesson that asks for the figure says where. */
function assetOf(
  path: string,
  files: Files,
  assets: Map<string, PackageAsset & { width: number; height: number }>,
): FoundAsset {
  let asset = assets.get(path);
  if (!asset) {
    const bytes = files.get(path);
    if (!bytes) throw new Error(`there is no file ${path}`);
    let size: { width: number; height: number };
    try {
      size = checkSvg(decoded(bytes, path));
    } catch (error) {
      throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    asset = {
      hash: createHash('sha256').update(bytes).digest('hex'),
      mediaType: 'image/svg+xml',
      bytes,
      ...size,
    };
    assets.set(path, asset);
  }
  return { asset: asset.hash, size: asset.bytes.length, width: asset.width, height: asset.height };
}

/** Reading minutes of a module's lessons are its self-study hours, to the minute. */
function checkMinutes(module: PackageModule, lessonHourMinutes: number): void {
  if (module.folder === undefined) return;
  const stated = module.selfStudyHours * lessonHourMinutes;
  const minutes = module.lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  if (minutes !== stated) {
    throw new ContentError(
      module.folder,
      0,
      `the lessons of ${module.code} add up to ${minutes} minutes, not ${stated}`,
    );
  }
}
