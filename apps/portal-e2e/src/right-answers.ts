import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

interface QuestionFile {
  questions: { stem: string; options: { text: string; right?: boolean }[] }[];
}

const folder = path.resolve(import.meta.dirname, '../../../libs/curriculum/server/content/spp-tik');
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** The right options of every question by its stem, as the content files have them. */
const answers = new Map(
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readFileSync(path.join(folder, name, 'questions.yaml'), 'utf8'))
    .flatMap((text) => (parse(text) as QuestionFile).questions)
    .map((question) => [
      plain(question.stem),
      question.options.filter((option) => option.right).map((option) => plain(option.text)),
    ]),
);

export function rightAnswers(stem: string): string[] {
  const right = answers.get(plain(stem));
  if (!right) throw new Error(`The content has no question “${stem}”`);
  return right;
}
