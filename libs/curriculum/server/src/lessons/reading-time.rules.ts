import type { LessonBlock, LessonDocument, PlainBlock, RichText } from '@bimtek/curriculum-contracts';

/** Words a minute of somebody who reads to understand, in Indonesian, on a phone. */
const WORDS_PER_MINUTE = 140;
const MINUTES_PER_EXERCISE = 1;

/** Minutes a lesson takes: reading, the stated minutes of its tasks, and one for each exercise. */
export function readingMinutes(document: LessonDocument): number {
  return document.blocks.reduce((sum, block) => sum + minutesOf(block), 0);
}

function minutesOf(block: LessonBlock): number {
  switch (block.type) {
    case 'task':
      return block.minutes;
    case 'exercise':
      return MINUTES_PER_EXERCISE;
    default:
      return wordsOf(block) / WORDS_PER_MINUTE;
  }
}

function wordsOf(block: Exclude<LessonBlock, { type: 'task' | 'exercise' }> | PlainBlock): number {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return words(block.text);
    case 'list':
    case 'keyPoints':
      return sum(block.items.map(words));
    case 'quote':
      return sum(block.paragraphs.map(words));
    case 'table':
      return sum([...block.head, ...block.rows.flat()].map(words));
    case 'figure':
      return count(block.caption);
    default:
      return count(block.title) + sum(block.blocks.map(wordsOf));
  }
}

function words(text: RichText): number {
  return count(text.map((run) => run.text).join(''));
}

function count(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
