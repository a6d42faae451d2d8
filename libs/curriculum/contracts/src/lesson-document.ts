import * as z from 'zod';

/** SHA-256 of a file's bytes, in hex: the file's name for ever. */
export const AssetHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 of the file, in hex' });
export type AssetHash = z.infer<typeof AssetHash>;

/** A stretch of text with the same marks. Links lead to https addresses only. */
export const TextRun = z
  .strictObject({
    text: z.string().min(1).max(10_000),
    isStrong: z.literal(true).optional(),
    isEmphasis: z.literal(true).optional(),
    href: z
      .url({ protocol: /^https$/, hostname: z.regexes.domain })
      .max(2_000)
      .optional(),
  })
  .meta({ id: 'TextRun' });
export type TextRun = z.infer<typeof TextRun>;

export const RichText = z.array(TextRun).max(500);
export type RichText = z.infer<typeof RichText>;
const SomeText = RichText.min(1);

export const Paragraph = z.strictObject({ type: z.literal('paragraph'), text: SomeText });
export const List = z.strictObject({
  type: z.literal('list'),
  isOrdered: z.boolean(),
  items: z.array(SomeText).min(1).max(100),
});
export const Quote = z.strictObject({
  type: z.literal('quote'),
  paragraphs: z.array(SomeText).min(1).max(20),
});
export const Table = z.strictObject({
  type: z.literal('table'),
  head: z.array(RichText).min(1).max(4),
  rows: z.array(z.array(RichText).min(1).max(4)).min(1).max(60),
});
export const Figure = z.strictObject({
  type: z.literal('figure'),
  asset: AssetHash,
  /** What a person who cannot see the picture is told. */
  alt: z.string().min(1).max(1_000),
  caption: z.string().max(500),
  width: z.int().min(1).max(4_000),
  height: z.int().min(1).max(4_000),
});
export type Figure = z.infer<typeof Figure>;

/** What may stand inside a frame (story, task, note): no headings, no frame in a frame. */
export const PlainBlock = z.discriminatedUnion('type', [Paragraph, List, Quote, Table, Figure]);
export type PlainBlock = z.infer<typeof PlainBlock>;
const PlainBlocks = z.array(PlainBlock).min(1).max(60);
const Title = z.string().min(1).max(200);

export const Heading = z.strictObject({
  type: z.literal('heading'),
  level: z.union([z.literal(2), z.literal(3)]),
  text: SomeText,
});
export const Story = z.strictObject({ type: z.literal('story'), title: Title, blocks: PlainBlocks });
export const Task = z.strictObject({
  type: z.literal('task'),
  title: Title,
  minutes: z.int().min(1).max(240),
  blocks: PlainBlocks,
});
export const Note = z.strictObject({ type: z.literal('note'), title: Title, blocks: PlainBlocks });

export const ExerciseOption = z.strictObject({
  id: z.string().regex(/^[a-h]$/),
  text: SomeText,
  isRight: z.boolean(),
  feedback: RichText,
});
/** Practice with a soft answer: it is not scored and nothing about it is stored. */
export const Exercise = z.strictObject({
  type: z.literal('exercise'),
  ask: SomeText,
  options: z.array(ExerciseOption).min(2).max(8),
});
export type Exercise = z.infer<typeof Exercise>;
export const KeyPoints = z.strictObject({
  type: z.literal('keyPoints'),
  items: z.array(SomeText).min(1).max(12),
});

export const LessonBlock = z
  .discriminatedUnion('type', [
    Heading,
    Paragraph,
    List,
    Quote,
    Table,
    Figure,
    Story,
    Task,
    Note,
    Exercise,
    KeyPoints,
  ])
  .meta({ id: 'LessonBlock' });
export type LessonBlock = z.infer<typeof LessonBlock>;

/** A lesson's text as data: whatever is not named here cannot be in a lesson, so nothing in it can ever run. */
export const LessonDocument = z
  .strictObject({ format: z.literal(1), blocks: z.array(LessonBlock).min(1).max(400) })
  .meta({ id: 'LessonDocument' });
export type LessonDocument = z.infer<typeof LessonDocument>;
