import type { LessonBlock, PlainBlock, RichText } from '@bimtek/curriculum-contracts';
import type { RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { itemParagraph, listItems, plainBlock, type Reading, someText } from './plain-blocks.ts';
import type { Refuse } from './refuse.ts';
import { richText, trimmed } from './rich-text.ts';

/** `:::story`, `:::task`, `:::note`, `:::exercise`, `:::key-points` and the attributes each may have. */
const ATTRIBUTES: Record<string, readonly string[]> = {
  story: ['title'],
  task: ['title', 'minutes'],
  note: ['title'],
  exercise: [],
  'key-points': [],
};

export function frame(node: ContainerDirective, reading: Reading): LessonBlock {
  const { refuse } = reading;
  const allowed = ATTRIBUTES[node.name];
  if (!allowed)
    return refuse(node, `there is no frame “${node.name}”; use ${Object.keys(ATTRIBUTES).join(', ')}`);
  for (const name of Object.keys(node.attributes ?? {})) {
    if (!allowed.includes(name)) refuse(node, `a frame “${node.name}” has no attribute “${name}”`);
  }
  const labeled = node.children.find((child) => child.type === 'paragraph' && child.data?.directiveLabel);
  if (labeled) refuse(labeled, 'write the title of a frame as {title="…"}');
  switch (node.name) {
    case 'exercise':
      return exercise(node, refuse);
    case 'key-points':
      return keyPoints(node, refuse);
    case 'task':
      return {
        type: 'task',
        title: title(node, refuse),
        minutes: minutes(node, refuse),
        blocks: inside(node, reading),
      };
    default:
      return {
        type: node.name === 'story' ? 'story' : 'note',
        title: title(node, refuse),
        blocks: inside(node, reading),
      };
  }
}

function title(node: ContainerDirective, refuse: Refuse): string {
  const given = (node.attributes?.['title'] ?? '').trim();
  return given === '' ? refuse(node, `a frame “${node.name}” needs {title="…"}`) : given;
}

function minutes(node: ContainerDirective, refuse: Refuse): number {
  const given = node.attributes?.['minutes'] ?? '';
  return /^[1-9]\d{0,2}$/.test(given)
    ? Number(given)
    : refuse(node, 'a task needs its minutes, as in minutes=3');
}

function inside(node: ContainerDirective, reading: Reading): PlainBlock[] {
  const blocks = node.children.map(
    (child) =>
      plainBlock(child as RootContent, reading) ??
      reading.refuse(child, 'inside a frame stand paragraphs, lists, quotes, tables and figures only'),
  );
  return blocks.length > 0 ? blocks : reading.refuse(node, `the frame “${node.name}” is empty`);
}

function keyPoints(node: ContainerDirective, refuse: Refuse): LessonBlock {
  const [list, second] = node.children;
  if (list?.type !== 'list' || second)
    return refuse(second ?? node, 'key points are one list and nothing else');
  return { type: 'keyPoints', items: listItems(list, refuse) };
}

function exercise(node: ContainerDirective, refuse: Refuse): LessonBlock {
  const [ask, list, third] = node.children;
  if (ask?.type !== 'paragraph') return refuse(ask ?? node, 'an exercise begins with its question');
  if (list?.type !== 'list')
    return refuse(list ?? node, 'below the question of an exercise stands the list of its options');
  if (third) return refuse(third, 'an exercise ends with its options');
  const options = list.children.map((item, index) => {
    const text = richText(itemParagraph(item, refuse).children, refuse);
    const mark = /^\[([ x])\] /.exec(text[0]?.text ?? '');
    if (!mark || !text[0]) return refuse(item, 'an option begins with [ ] or, when it is right, with [x]');
    text[0].text = text[0].text.slice(mark[0].length);
    const [words, feedback] = apart(text);
    if (words.length === 0 || feedback.length === 0) {
      return refuse(item, 'an option has words, then “ :: ”, then what to say to who chose it');
    }
    return {
      id: 'abcdefgh'[index] ?? refuse(item, 'at most eight options'),
      text: words,
      isRight: mark[1] === 'x',
      feedback,
    };
  });
  if (options.length < 2) return refuse(list, 'an exercise needs at least two options');
  if (options.filter((option) => option.isRight).length !== 1)
    refuse(list, 'exactly one option of an exercise is right');
  return { type: 'exercise', ask: someText(ask, refuse), options };
}

/** Splits an option at its first ` :: ` into words and feedback. */
function apart(runs: RichText): [RichText, RichText] {
  const at = runs.findIndex((run) => run.text.includes(' :: '));
  const run = runs[at];
  if (!run) return [trimmed(runs), []];
  const [before = '', ...after] = run.text.split(' :: ');
  const words = [...runs.slice(0, at), { ...run, text: before }];
  const feedback = [{ ...run, text: after.join(' :: ') }, ...runs.slice(at + 1)];
  return [trimmed(words), trimmed(feedback)];
}
