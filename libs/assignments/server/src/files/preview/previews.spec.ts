import { LessonBlock } from '@bimtek/curriculum-contracts';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { aDocx, aParagraph, aPdf, aPhoto, aZip, docxParts, noise } from '../../testing/some-files.ts';
import { PictureTooLarge, picturesOf } from './picture.ts';
import { type ReadDocument, readDocument } from './read-document.ts';

describe('a photo', () => {
  it('is shown upright and smaller, without what the camera wrote into it', async () => {
    const { shown, thumbnail } = await picturesOf(
      await aPhoto({ width: 2_000, height: 1_000, orientation: 6 }),
    );
    expect([shown.width, shown.height]).toEqual([800, 1_600]);
    const [large, small] = await Promise.all([sharp(shown.bytes).metadata(), sharp(thumbnail).metadata()]);
    expect([large.format, large.width, large.height, large.exif, large.orientation]).toEqual([
      'webp',
      800,
      1_600,
      undefined,
      undefined,
    ]);
    expect([small.format, small.width, small.height, small.exif]).toEqual(['webp', 160, 320, undefined]);
    expect(shown.bytes.includes('Ponsel Rahasia')).toBe(false);
  });

  it('is not made larger than it is', async () => {
    const { shown } = await picturesOf(await aPhoto({ width: 100, height: 50, format: 'png' }));
    expect([shown.width, shown.height]).toEqual([100, 50]);
  });

  it('that unpacks to more than any phone makes is refused before it is unpacked', async () => {
    const bomb = await sharp({ create: { width: 8_000, height: 8_000, channels: 3, background: 'white' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    await expect(picturesOf(bomb)).rejects.toThrow(PictureTooLarge);
  });

  it.each([
    ['is cut in the middle', async () => (await aPhoto({ noisy: true })).subarray(0, 20_000)],
    [
      'is of a kind that is not taken',
      async () =>
        sharp(await aPhoto())
          .tiff()
          .toBuffer(),
    ],
    [
      'is a drawing',
      () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
    ],
    ['is nothing', () => Promise.resolve(noise(500))],
  ])('that %s cannot be shown', async (_case, bytes) => {
    const given = await bytes();
    await expect(picturesOf(given)).rejects.toThrow();
    await expect(picturesOf(given)).rejects.not.toThrow(PictureTooLarge);
  });
});

describe('a PDF', () => {
  it.each([1, 300])('of %d pages says so', async (pages) => {
    expect(await readDocument('pdf', aPdf({ pages }))).toEqual({ pages });
  });

  it.each([
    [
      'is locked',
      aPdf({ trailer: '/Encrypt << /Filter /Standard /V 1 /R 2 /O (0) /U (0) /P -4 >> /ID [(a) (b)]' }),
    ],
    ['is none', noise(2_000)],
  ])('that %s cannot be read', async (_case, bytes) => {
    expect(await readDocument('pdf', bytes)).toMatchObject({ refusal: 'not-readable' });
  });
});

describe('a document', () => {
  const list = (numbering: number) => `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${numbering}"/></w:numPr>`;
  const cell = (text: string) => `<w:tc>${aParagraph(text)}</w:tc>`;
  const row = (...texts: string[]) => `<w:tr>${texts.map(cell).join('')}</w:tr>`;
  const blocksOf = (read: ReadDocument) => ('document' in read ? read.document.blocks : read);

  it('becomes blocks of a lesson: headings, text with marks, lists, tables', async () => {
    const body = [
      aParagraph('Rencana', '<w:pStyle w:val="Judul1"/>'),
      aParagraph('Tujuan', '<w:pStyle w:val="Judul2"/>'),
      `<w:p><w:r><w:t>Kami </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>belajar</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> bersama</w:t></w:r></w:p>`,
      aParagraph('satu', list(1)),
      aParagraph('dua', list(1)),
      aParagraph('pertama', list(2)),
      `<w:tbl>${row('Bulan', 'Kegiatan')}${row('Juli', 'Kelas')}</w:tbl>`,
      aParagraph(''),
    ].join('');
    const read = await readDocument('docx', aDocx(body));
    expect(read).toEqual({
      document: {
        blocks: [
          { type: 'heading', level: 2, text: [{ text: 'Rencana' }] },
          { type: 'heading', level: 3, text: [{ text: 'Tujuan' }] },
          {
            type: 'paragraph',
            text: [
              { text: 'Kami ' },
              { text: 'belajar', isStrong: true },
              { text: ' bersama', isEmphasis: true },
            ],
          },
          { type: 'list', isOrdered: false, items: [[{ text: 'satu' }], [{ text: 'dua' }]] },
          { type: 'list', isOrdered: true, items: [[{ text: 'pertama' }]] },
          {
            type: 'table',
            head: [[{ text: 'Bulan' }], [{ text: 'Kegiatan' }]],
            rows: [[[{ text: 'Juli' }], [{ text: 'Kelas' }]]],
          },
        ],
        isShortened: false,
        hasPictures: false,
      },
    });
  });

  it('keeps what looks like a page as text, and links only to https', async () => {
    const link = (id: string, text: string) =>
      `<w:p><w:hyperlink r:id="${id}"><w:r><w:t>${text}</w:t></w:r></w:hyperlink></w:p>`;
    const body =
      aParagraph('&lt;script&gt;alert(1)&lt;/script&gt;') +
      ['baik', 'skrip', 'data', 'alamat'].map((id) => link(id, id)).join('');
    const read = await readDocument(
      'docx',
      aDocx(body, {
        baik: 'https://perpus.example/buku',
        skrip: 'javascript:alert(1)',
        data: 'data:text/html,x',
        alamat: 'https://10.0.0.1/',
      }),
    );
    expect(blocksOf(read)).toEqual([
      { type: 'paragraph', text: [{ text: '<script>alert(1)</script>' }] },
      { type: 'paragraph', text: [{ text: 'baik', href: 'https://perpus.example/buku' }] },
      { type: 'paragraph', text: [{ text: 'skrip' }] },
      { type: 'paragraph', text: [{ text: 'data' }] },
      { type: 'paragraph', text: [{ text: 'alamat' }] },
    ]);
  });

  it('of any length fits the model: what is too much is left out and said', async () => {
    const wide = `<w:tbl>${row('a', 'b', 'c', 'd', 'e')}${row('1', '2', '3', '4', '5')}</w:tbl>`;
    const long = `<w:tbl>${Array.from({ length: 90 }, (_, n) => row(`${n}`, 'x')).join('')}</w:tbl>`;
    const many = Array.from({ length: 600 }, (_, n) => aParagraph(`Baris ${n}`)).join('');
    const huge = aParagraph('panjang '.repeat(4_000));
    const read = await readDocument('docx', aDocx(wide + long + huge + many));
    if (!('document' in read)) throw new Error(JSON.stringify(read));
    const { blocks, isShortened } = read.document;
    expect([blocks.length, isShortened]).toEqual([400, true]);
    for (const block of blocks) expect(LessonBlock.safeParse(block).error).toBeUndefined();
    expect(blocks[0]).toEqual({ type: 'paragraph', text: [{ text: 'a · b · c · d · e' }] });
  });

  it('that unpacks to far more than it weighs is given up before it fills the memory', async () => {
    const parts = docxParts('');
    const bomb = aZip(
      { ...parts, 'word/document.xml': Buffer.alloc(200 * 1024 * 1024, ' ') },
      { claims: 100 },
    );
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    expect(await readDocument('docx', bomb)).toMatchObject({ refusal: 'too-large' });
  });

  it.each([
    ['is not well-formed', aZip({ ...docxParts(''), 'word/document.xml': '<w:document><w:body>' })],
    ['is no archive', noise(3_000)],
    [
      'is nested without end',
      aDocx('<w:sdt><w:sdtContent>'.repeat(30_000) + '</w:sdtContent></w:sdt>'.repeat(30_000)),
    ],
  ])('that %s cannot be read', async (_case, bytes) => {
    expect(await readDocument('docx', bytes)).toMatchObject({
      refusal: expect.stringMatching(/^not-readable|too-large$/),
    });
  });

  it('that takes too long is given up', async () => {
    expect(await readDocument('docx', aDocx(), 1)).toEqual({
      refusal: 'too-large',
      message: 'It takes too long',
    });
  });
});
