import { LessonDocument } from '@bimtek/curriculum-contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ContentError } from '../packages/content-error.ts';
import { parseLesson } from './lesson-markdown.ts';

const figure = { asset: 'a'.repeat(64), width: 640, height: 370 };
const parse = (markdown: string) => parseLesson(markdown, { file: 'lesson.md', findFigure: () => figure });
const blocksOf = (markdown: string) => parse(markdown).blocks;

describe('parseLesson', () => {
  it('reads text with strong, emphasis and https links as runs', () => {
    expect(
      blocksOf('Kata **kuat**, *miring* dan [Perpusnas](https://www.perpusnas.go.id/)\nbaris dua.'),
    ).toEqual([
      {
        type: 'paragraph',
        text: [
          { text: 'Kata ' },
          { text: 'kuat', isStrong: true },
          { text: ', ' },
          { text: 'miring', isEmphasis: true },
          { text: ' dan ' },
          { text: 'Perpusnas', href: 'https://www.perpusnas.go.id/' },
          { text: ' baris dua.' },
        ],
      },
    ]);
  });

  it('reads headings, lists, quotes, tables and figures', () => {
    const markdown = [
      '## Judul',
      '### Anak judul',
      '- satu\n- dua',
      '1. pertama\n2. kedua',
      '> kutipan',
      '| a | b |\n| - | - |\n| 1 |',
      '![Sebuah tangga](figures/tangga.svg "Tangga")',
    ].join('\n\n');
    const plain = (text: string) => [{ text }];
    expect(blocksOf(markdown)).toEqual([
      { type: 'heading', level: 2, text: plain('Judul') },
      { type: 'heading', level: 3, text: plain('Anak judul') },
      { type: 'list', isOrdered: false, items: [plain('satu'), plain('dua')] },
      { type: 'list', isOrdered: true, items: [plain('pertama'), plain('kedua')] },
      { type: 'quote', paragraphs: [plain('kutipan')] },
      { type: 'table', head: [plain('a'), plain('b')], rows: [[plain('1'), []]] },
      { type: 'figure', ...figure, alt: 'Sebuah tangga', caption: 'Tangga' },
    ]);
  });

  it('reads frames: story, task with minutes, exercise with feedback, key points', () => {
    const markdown = [
      ':::story{title="Contoh"}\nAda cerita.\n:::',
      ':::task{title="Coba" minutes=2}\n1. Tulis.\n:::',
      ':::exercise\nApa langkah pertama?\n\n- [ ] Diam :: Belum.\n- [x] **Bertanya** dulu :: Tepat, *ya*.\n:::',
      ':::key-points\n- Satu\n- Dua\n:::',
    ].join('\n\n');
    expect(blocksOf(markdown)).toEqual([
      { type: 'story', title: 'Contoh', blocks: [{ type: 'paragraph', text: [{ text: 'Ada cerita.' }] }] },
      {
        type: 'task',
        title: 'Coba',
        minutes: 2,
        blocks: [{ type: 'list', isOrdered: true, items: [[{ text: 'Tulis.' }]] }],
      },
      {
        type: 'exercise',
        ask: [{ text: 'Apa langkah pertama?' }],
        options: [
          { id: 'a', text: [{ text: 'Diam' }], isRight: false, feedback: [{ text: 'Belum.' }] },
          {
            id: 'b',
            text: [{ text: 'Bertanya', isStrong: true }, { text: ' dulu' }],
            isRight: true,
            feedback: [{ text: 'Tepat, ' }, { text: 'ya', isEmphasis: true }, { text: '.' }],
          },
        ],
      },
      { type: 'keyPoints', items: [[{ text: 'Satu' }], [{ text: 'Dua' }]] },
    ]);
  });

  it.each([
    ['a script', 'Baik.\n\n<script>alert(1)</script>', 'lesson.md:3: HTML is not part of a lesson'],
    ['HTML inside a paragraph', 'Baik <b>sekali</b>', 'lesson.md:1: HTML'],
    ['a link that runs', '[x](javascript:alert(1))', 'lesson.md:1: links lead to https'],
    ['a link with a hidden scheme', '[x](java&#115;cript:alert(1))', 'lesson.md:1: links lead to https'],
    ['a link without TLS', '[x](http://contoh.id)', 'lesson.md:1: links lead to https'],
    ['a link inside the site', '[x](/kelola)', 'lesson.md:1: links lead to https'],
    ['a link with a password', '[x](https://a:b@contoh.id)', 'lesson.md:1: links lead to https'],
    [
      'a picture from elsewhere',
      '![x](https://contoh.id/x.svg)',
      'lesson.md:1: figures come from the folder',
    ],
    ['a picture outside the folder', '![x](../figures/x.svg)', 'lesson.md:1: figures come from the folder'],
    ['a picture without alternative', '![](figures/x.svg)', 'lesson.md:1: a figure needs a text alternative'],
    ['a picture between words', 'Lihat ![x](figures/x.svg)', 'lesson.md:1: a figure stands alone'],
    ['the heading of a page', '# Judul', 'lesson.md:1: headings are ## or ###'],
    ['code', '```\nx\n```', 'lesson.md:1: code is not part'],
    ['code inside a paragraph', 'Tulis `x`', 'lesson.md:1: code is not part'],
    ['a line', 'Satu\n\n---\n', 'lesson.md:3: a line is not part'],
    ['a list in a list', '- satu\n  - dua', 'lesson.md:2: an item of a list holds one paragraph'],
    ['a frame nobody knows', ':::iframe\nx\n:::', 'lesson.md:1: there is no frame “iframe”'],
    [
      'an attribute nobody knows',
      ':::story{title="x" onclick="y"}\nx\n:::',
      'lesson.md:1: a frame “story” has no attribute',
    ],
    [
      'a frame in a frame',
      '::::story{title="x"}\n:::note{title="y"}\nz\n:::\n::::',
      'lesson.md:2: inside a frame',
    ],
    ['a task without minutes', ':::task{title="x"}\ny\n:::', 'lesson.md:1: a task needs its minutes'],
    [
      'an exercise without right option',
      ':::exercise\nA?\n\n- [ ] b :: c\n- [ ] d :: e\n:::',
      'exactly one option',
    ],
    [
      'an option without feedback',
      ':::exercise\nA?\n\n- [x] b\n- [ ] d :: e\n:::',
      'lesson.md:4: an option has words',
    ],
    ['a wide table', '|a|b|c|d|e|\n|-|-|-|-|-|\n|1|2|3|4|5|', 'lesson.md:1: a table has at most four'],
    ['nothing', '', 'a lesson needs text'],
  ])('refuses %s and says where', (_case, markdown, message) => {
    expect(() => parse(markdown)).toThrow(message);
  });

  it('counts lines from the beginning of the file', () => {
    const options = { file: 'module-1/lesson-1.md', lineOffset: 8, findFigure: () => figure };
    expect(() => parseLesson('Satu\n\n# Dua', options)).toThrow('module-1/lesson-1.md:11: ');
  });

  const bit = fc.constantFrom(
    ...[
      '# ',
      '## ',
      '- ',
      '1. ',
      '> ',
      '\n',
      '\n\n',
      '    ',
      '**',
      '*',
      '_',
      '`',
      '|',
      '|-|-|\n',
      '<',
      '<script>',
      '</b>',
      '<!--',
    ],
    ...[
      '[',
      '](',
      ')',
      '![',
      'figures/a.svg',
      'javascript:alert(1)',
      'https://a.id/',
      'data:text/html,x',
      '&#106;',
      '\\',
    ],
    ...[
      ':::story{title="x"}\n',
      ':::\n',
      '::::',
      ':::exercise\n',
      '[x] ',
      '[ ] ',
      ' :: ',
      ':a',
      '{onload="x"}',
      '[a]: https://b.id\n',
    ],
    ...['kata', ' ', '\u0000', '\u202e', '\t', '&lt;', '~~', '^', '---\n', 'http://a.id'],
  );
  const text = fc.oneof(
    fc
      .array(fc.oneof({ weight: 6, arbitrary: bit }, fc.string({ unit: 'binary', maxLength: 8 })), {
        maxLength: 40,
      })
      .map((bits) => bits.join('')),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  );

  it('never makes anything outside the model, whatever it reads', () => {
    fc.assert(
      fc.property(text, (markdown) => {
        let document: LessonDocument;
        try {
          document = parse(markdown);
        } catch (error) {
          expect(error).toBeInstanceOf(ContentError);
          return;
        }
        expect(LessonDocument.parse(document)).toEqual(document);
        const json = JSON.stringify(document);
        for (const [, href] of json.matchAll(/"href":"([^"]*)"/g)) expect(href).toMatch(/^https:\/\//);
        for (const [, asset] of json.matchAll(/"asset":"([^"]*)"/g)) expect(asset).toBe(figure.asset);
      }),
      { numRuns: 2_000 },
    );
  });
});
