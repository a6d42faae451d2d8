import { describe, expect, it } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { readTable, TableError } from './read-table.ts';
import { neutralise } from './write-table.ts';

const fields = [
  { name: 'code', headings: ['Kode Desa', 'Kode Wilayah'], isRequired: true },
  { name: 'person', headings: ['Nama Calon Peserta', 'Nama'], isRequired: true },
  { name: 'phone', headings: ['No. WhatsApp', 'HP'] },
];

const csv = (text: string) => new TextEncoder().encode(text);
const xlsx = (rows: (string | number | null)[][]) => writeXlsx({ sheets: [{ name: 'Penerima', rows }] });
const codeOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof TableError ? error.code : String(error)),
  );

describe('readTable', () => {
  it('finds the headings below a title and keeps the numbers of the rows', async () => {
    const bytes = await xlsx([
      ['LAMPIRAN I', null, null, null],
      [null],
      ['No', 'KODE DESA', 'Nama  calon peserta *', 'No WhatsApp (aktif)'],
      [1, 3308112004, 'Wartinah', 81234567890],
      [null, null, null, null],
      [2, '33.08.11.2005', "Nur'aini", null],
    ]);
    expect(await readTable(bytes, fields)).toEqual({
      columns: [
        { column: 'B', field: 'code', heading: 'KODE DESA' },
        { column: 'C', field: 'person', heading: 'Nama  calon peserta *' },
        { column: 'D', field: 'phone', heading: 'No WhatsApp (aktif)' },
      ],
      rows: [
        { row: 4, cells: { code: '3308112004', person: 'Wartinah', phone: '81234567890' } },
        { row: 6, cells: { code: '33.08.11.2005', person: "Nur'aini" } },
      ],
    });
  });

  it.each([
    [
      'semicolons and a byte order mark',
      '\ufeffKode Desa;Nama\n33.08.11.2004;"Sri; Wahyuni"\n',
      'Sri; Wahyuni',
    ],
    ['commas', 'Kode Desa,Nama\r\n33.08.11.2004,Sri\r\n', 'Sri'],
    ['tabs', 'Kode Desa\tNama\n33.08.11.2004\tSri', 'Sri'],
  ])('reads CSV with %s', async (_case, text, person) => {
    expect((await readTable(csv(text), fields)).rows[0]?.cells).toEqual({ code: '33.08.11.2004', person });
  });

  it('reads CSV of older programs of Windows', async () => {
    const bytes = Uint8Array.from([...csv('Kode Desa;Nama\n1;Ren'), 0xe9]);
    expect((await readTable(bytes, fields)).rows[0]?.cells['person']).toBe('René');
  });

  it.each([
    ['nothing', async () => new Uint8Array(0), 'file-empty'],
    ['a PDF called .csv', async () => csv('%PDF-1.7 …'), 'file-not-a-table'],
    ['a web page', async () => csv('<html><table>'), 'file-not-a-table'],
    ['a picture', async () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'file-not-a-table'],
    ['an old or locked workbook', async () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'file-locked'],
    [
      'half a workbook',
      async () =>
        (
          await xlsx([
            ['Kode Desa', 'Nama'],
            ['1', 'Sri'],
          ])
        ).slice(0, 900),
      'file-damaged',
    ],
    ['no heading that is known', async () => csv('a,b\n1,2\n'), 'headings-missing'],
    ['headings only', async () => csv('Kode Desa,Nama\n\n'), 'no-rows'],
    ['a table that is too wide', async () => csv(`Kode Desa,Nama${',x'.repeat(70)}\n`), 'too-many-columns'],
    ['too many rows', async () => csv(`Kode Desa,Nama\n${'1,Sri\n'.repeat(20_001)}`), 'too-many-rows'],
  ])('refuses %s with one code', async (_case, make, code) => {
    expect(await codeOf(readTable(await make(), fields))).toBe(code);
  });

  it('refuses a workbook with macros', async () => {
    const rows = [['Kode Desa', 'Nama']];
    const bytes = await writeXlsx({ sheets: [{ name: 'A', rows }], vbaProject: new Uint8Array(64) });
    expect(await codeOf(readTable(bytes, fields))).toBe('file-has-macros');
  });

  it('refuses a workbook that unpacks to far more than a list, before unpacking it', async () => {
    const bytes = await xlsx([['Kode Desa', 'Nama']]);
    declareSize(bytes, 'xl/worksheets/sheet1.xml', 300 * 1024 * 1024);
    expect(await codeOf(readTable(bytes, fields))).toBe('file-too-large-inside');
  });

  it('stops where an entry grows past what it declares', async () => {
    const bytes = await xlsx([
      ['Kode Desa', 'Nama'],
      ['1', 'x'.repeat(50_000)],
    ]);
    declareSize(bytes, 'xl/worksheets/sheet1.xml', 100);
    expect(await codeOf(readTable(bytes, fields))).toBe('file-damaged');
  });
});

/** Makes the central directory lie about the unpacked size of an entry. */
function declareSize(bytes: Uint8Array, name: string, size: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.byteLength - 46; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const length = view.getUint16(at + 28, true);
    if (new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)) === name) {
      view.setUint32(at + 24, size, true);
    }
  }
}

describe('neutralise', () => {
  it.each([
    ['=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'],
    ['+62812', "'+62812"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['Wartinah', 'Wartinah'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => expect(neutralise(text)).toBe(expected));
});
