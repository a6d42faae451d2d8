import { crc32, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';

/** Bytes that compress to nothing less, the same each time. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** A photo; of many kilobytes when it is noise. */
export async function aPhoto(
  given: {
    width?: number;
    height?: number;
    noisy?: boolean;
    orientation?: number;
    format?: 'jpeg' | 'png' | 'webp';
  } = {},
): Promise<Buffer> {
  const { width = 640, height = 480, format = 'jpeg' } = given;
  const image = given.noisy
    ? sharp(noise(width * height * 3), { raw: { width, height, channels: 3 } })
    : sharp({ create: { width, height, channels: 3, background: '#2f6f4f' } });
  const exif = {
    IFD0: { Make: 'Ponsel Rahasia' },
    IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '6/1 30/1 0/1' },
  };
  const withFacts = given.orientation
    ? image.withMetadata({ orientation: given.orientation, exif })
    : image.withExif(exif);
  return withFacts.toFormat(format).toBuffer();
}

/** A PDF of so many pages, each with one line; `trailer` goes into its last dictionary. */
export function aPdf(given: { pages?: number; trailer?: string } = {}): Buffer {
  const pages = given.pages ?? 1;
  const objects: string[] = [
    `<< /Type /Catalog /Pages 2 0 R >>`,
    `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, n) => `${4 + 2 * n} 0 R`).join(' ')}] >>`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>`,
  ];
  for (let page = 1; page <= pages; page++) {
    const drawing = `BT /F1 24 Tf 72 700 Td (Halaman ${page}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${4 + 2 * (page - 1) + 1} 0 R >>`,
      `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    );
  }
  let text = '%PDF-1.7\n';
  const places = objects.map((body, n) => {
    const at = text.length;
    text += `${n + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `<< /Size ${size} /Root 1 0 R ${given.trailer ?? ''} >>`;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

/** An archive of these entries. `claims` says another size of what an entry unpacks to; `flags` 1 is a password. */
export function aZip(
  entries: Record<string, string | Uint8Array>,
  given: { claims?: number; flags?: number } = {},
): Buffer {
  const locals: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(given.flags ?? 0, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(given.claims ?? bytes.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, place, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listed, end]);
}

const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What a DOCX is made of: `body` in WordprocessingML, `links` by the ids that hyperlinks name. */
export function docxParts(body: string, links: Record<string, string> = {}): Record<string, string> {
  const relation = (id: string, type: string, target: string, mode = '') =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"${mode}/>`;
  const relations = (inside: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const style = (id: string, name: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;
  const level = (format: string) => `<w:lvl w:ilvl="0"><w:numFmt w:val="${format}"/></w:lvl>`;
  return {
    '[Content_Types].xml':
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/></Types>`,
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'word/document.xml')),
    'word/_rels/document.xml.rels': relations(
      relation('s', 'styles', 'styles.xml') +
        relation('n', 'numbering', 'numbering.xml') +
        Object.entries(links)
          .map(([id, target]) => relation(id, 'hyperlink', target, ' TargetMode="External"'))
          .join(''),
    ),
    'word/styles.xml': `<w:styles ${W}>${style('Judul1', 'heading 1')}${style('Judul2', 'heading 2')}</w:styles>`,
    'word/numbering.xml':
      `<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${level('bullet')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level('decimal')}</w:abstractNum>` +
      `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
  };
}

export const aParagraph = (text: string, properties = '', run = '') =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

export function aDocx(body = aParagraph('Laporan kegiatan'), links?: Record<string, string>): Buffer {
  return aZip(docxParts(body, links));
}

/** The beginning of a recording as browsers make it: an EBML head, then tracks. */
export function aRecording(track = 'A_OPUS'): Buffer {
  return Buffer.concat([
    Buffer.from(
      '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff',
      'hex',
    ),
    Buffer.from(track, 'latin1'),
    noise(2_000, 7),
  ]);
}
