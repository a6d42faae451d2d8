import { describe, expect, it } from '@jest/globals';
import { aDocx, aPdf, aPhoto, aRecording, aZip, docxParts, noise } from '../testing/some-files.ts';
import { judgeContent, keptName } from './content.rules.ts';

const text = (content: string) => Buffer.from(content);
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const mp4 = (handler: string) =>
  Buffer.concat([
    Buffer.from('0000001c6674797069736f6d0000020069736f6d69736f326d703431', 'hex'),
    text(`\0\0\0\x20hdlr\0\0\0\0\0\0\0\0${handler}`),
    noise(500),
  ]);
const gif = Buffer.concat([text('GIF89a/*'), noise(50), text('*/=1;<script>alert(1)</script>')]);
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('what is taken', () => {
  it.each([
    ['a photo', () => aPhoto(), 'IMG_2041.JPG', { kind: 'image', mediaType: 'image/jpeg' }],
    [
      'a drawing of points',
      () => aPhoto({ format: 'png' }),
      'denah.png',
      { kind: 'image', mediaType: 'image/png' },
    ],
    [
      'what the phone has made smaller',
      () => aPhoto({ format: 'webp' }),
      'foto.webp',
      { kind: 'image', mediaType: 'image/webp' },
    ],
    [
      'a photo that kept the name of another format',
      () => aPhoto(),
      'IMG_1.HEIC',
      { kind: 'image', mediaType: 'image/jpeg' },
    ],
    [
      'a photo without an ending',
      () => aPhoto(),
      'foto pak.lurah',
      { kind: 'image', mediaType: 'image/jpeg' },
    ],
    ['a PDF', () => aPdf(), 'laporan.pdf', { kind: 'pdf', mediaType: 'application/pdf' }],
    [
      'a PDF of 300 pages',
      () => aPdf({ pages: 300 }),
      'laporan.pdf',
      { kind: 'pdf', mediaType: 'application/pdf' },
    ],
    ['a document', () => aDocx(), 'rencana.docx', { kind: 'docx', mediaType: docx }],
    [
      'a recording of the page',
      () => aRecording(),
      'rekaman.webm',
      { kind: 'audio', mediaType: 'audio/webm' },
    ],
    ['a recording of a phone', () => mp4('soun'), 'rekaman.m4a', { kind: 'audio', mediaType: 'audio/mp4' }],
  ] as const)('%s', async (_case, bytes, name, judged) =>
    expect(await judgeContent(await bytes(), name)).toEqual(judged),
  );
});

describe('what is refused, each with a reason of its own', () => {
  it.each([
    ['an archive renamed to a PDF', () => aZip({ 'a.txt': 'isi' }), 'laporan.pdf', 'kind-disguised'],
    ['an archive renamed to a document', () => aZip({ 'a.txt': 'isi' }), 'laporan.docx', 'kind-disguised'],
    ['an archive', () => aZip({ 'a.txt': 'isi' }), 'semua.zip', 'kind-unknown'],
    ['a photo renamed to a PDF', () => aPhoto(), 'laporan.pdf', 'kind-disguised'],
    ['a PDF renamed to a program', () => aPdf(), 'laporan.exe', 'kind-disguised'],
    ['a document renamed to a photo', () => aDocx(), 'foto.jpg', 'kind-disguised'],
    ['a text renamed to a photo', () => text('hanya teks biasa'), 'foto.jpg', 'file-damaged'],
    ['a text', () => text('hanya teks biasa'), 'catatan.txt', 'kind-unknown'],
    ['a drawing with a script', () => text(svg), 'logo.svg', 'has-script'],
    ['the same renamed', () => text(svg), 'logo.png', 'has-script'],
    [
      'the same behind a declaration and a comment',
      () => text(`\uFEFF<?xml version="1.0"?>\n<!-- x -->\n${svg}`),
      'a.png',
      'has-script',
    ],
    ['the same in wide letters', () => Buffer.from(`\uFEFF${svg}`, 'utf16le'), 'a.png', 'has-script'],
    ['a page', () => text('  <!DOCTYPE html><p>'), 'laporan.pdf', 'has-script'],
    ['a picture that is a script too', () => gif, 'lucu.gif', 'kind-unknown'],
    [
      'a photo with a page in its head',
      async () =>
        Buffer.concat([
          (await aPhoto()).subarray(0, 2),
          Buffer.from('\xff\xfe\x00\x40<html><script>x</script>', 'latin1'),
          await aPhoto(),
        ]),
      'a.jpg',
      'kind-ambiguous',
    ],
    [
      'a PDF with an archive behind it',
      () => Buffer.concat([aPdf(), aZip({ 'a.js': 'x' })]),
      'a.pdf',
      'kind-ambiguous',
    ],
    [
      'a photo with an archive behind it',
      async () => Buffer.concat([await aPhoto(), aZip({ 'a.js': 'x' })]),
      'a.jpg',
      'kind-ambiguous',
    ],
    [
      'a document with an archive before it',
      () => Buffer.concat([aZip({ 'a.js': 'x' }), aDocx()]),
      'a.docx',
      'kind-ambiguous',
    ],
    [
      'a document with something behind it',
      () => Buffer.concat([aDocx(), text('<script>')]),
      'a.docx',
      'kind-ambiguous',
    ],
    ['a PDF that begins later', () => Buffer.concat([text('GIF89a;\n'), aPdf()]), 'a.pdf', 'kind-ambiguous'],
    [
      'a PDF that begins behind text',
      () => Buffer.concat([text('halo\n'), aPdf()]),
      'a.pdf',
      'kind-ambiguous',
    ],
    ['a locked PDF', () => aPdf({ trailer: '/Encrypt 9 0 R' }), 'a.pdf', 'file-encrypted'],
    [
      'a PDF locked on the spot',
      () => aPdf({ trailer: '/Encrypt << /Filter /Standard >>' }),
      'a.pdf',
      'file-encrypted',
    ],
    ['a locked document', () => aZip(docxParts(''), { flags: 1 }), 'a.docx', 'file-encrypted'],
    [
      'a document that is locked as a whole',
      () =>
        Buffer.concat([
          Buffer.from('d0cf11e0a1b11ae1', 'hex'),
          noise(600),
          Buffer.from('EncryptedPackage', 'utf16le'),
          noise(600),
        ]),
      'a.docx',
      'file-encrypted',
    ],
    [
      'a document with macros',
      () => aZip({ ...docxParts(''), 'word/vbaProject.bin': 'x' }),
      'a.docx',
      'has-script',
    ],
    ['half a PDF', () => aPdf().subarray(0, 300), 'a.pdf', 'file-damaged'],
    ['half a document', () => aDocx().subarray(0, 400), 'a.docx', 'file-damaged'],
    ['a film', () => aRecording('V_VP9'), 'rekaman.webm', 'has-video'],
    ['a film of a phone', () => mp4('vide'), 'VID_1.mp4', 'has-video'],
  ] as const)('%s', async (_case, bytes, name, refusal) =>
    expect(await judgeContent(await bytes(), name)).toEqual({ refusal }),
  );

  it('and never an error, whatever the bytes are', async () => {
    for (let seed = 1; seed <= 200; seed++) {
      const bytes = noise(1 + ((seed * 37) % 400), seed);
      expect(await judgeContent(bytes, 'a.pdf')).toBeDefined();
      expect(
        await judgeContent(Buffer.concat([text('PK\x03\x04'), bytes, text('PK\x05\x06'), bytes]), 'a.docx'),
      ).toBeDefined();
    }
  });
});

describe('keptName', () => {
  it.each([
    ['Laporan Bu Asih.pdf', 'application/pdf', 'Laporan Bu Asih.pdf'],
    ['IMG_1.HEIC', 'image/jpeg', 'IMG_1.HEIC.jpg'],
    ['../../etc/passwd', 'image/png', 'etc passwd.png'],
    ['C:\\fakepath\\foto.jpg', 'image/jpeg', 'C fakepath foto.jpg'],
    ['foto\u202Egpj.exe', 'image/jpeg', 'foto gpj.exe.jpg'],
    ['a\r\nb: c.pdf', 'application/pdf', 'a b c.pdf'],
    ['...', 'audio/webm', 'berkas.webm'],
  ])('%s of %s is kept as %s', (given, mediaType, kept) => expect(keptName(given, mediaType)).toBe(kept));
});
