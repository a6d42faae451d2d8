import { inflateSync } from 'node:zlib';
import { printable } from '@bimtek/platform-server';
import { describe, expect, it } from '@jest/globals';
import { CertificateRenderer } from './certificate-pdf.ts';
import { CertificateSnapshot, unprintable } from './certificate-snapshot.ts';

const renderer = new CertificateRenderer();

describe('a rendered certificate', () => {
  const pdf = renderer.render(aCertificate());
  const [front = '', back = ''] = pagesOf(pdf);

  it('has two pages of A4 landscape', () => {
    const boxes = [...latin1(pdf).matchAll(/\/Type \/Page\n[^]*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(boxes.map(([, width, height]) => [Number(width), Number(height)])).toEqual([
      [expect.closeTo(841.89, 1), expect.closeTo(595.28, 1)],
      [expect.closeTo(841.89, 1), expect.closeTo(595.28, 1)],
    ]);
  });

  it('is an archive document (PDF/A-3a) in Indonesian, with its fonts inside', () => {
    const text = latin1(pdf);
    expect(text).toContain('<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>');
    expect(text).toContain('/Lang (id)');
    expect(text.match(/\/FontFile2/g)).toHaveLength(text.match(/\/Type \/FontDescriptor/g)?.length ?? 0);
  });

  it('says on its front who did what, when, for how many hours, and how to check it', () => {
    for (const words of [
      'SERTIFIKAT',
      'Nomor: 00127/SPP-TIK/PPUK/VII/2026',
      'Rahayu Wulandari, S.Pd.',
      'Pengelola Perpustakaan Desa Sumber Makmur, Kecamatan Tirta Kencana,',
      'Kabupaten Bumi Asri, Provinsi Nusa Lestari',
      'sebagai PESERTA dan dinyatakan LULUS dengan predikat BAIK pada',
      'secara daring pada tanggal 6 s.d. 10 Juli 2026, setara 32 JP (@ 45 menit).',
      'Jakarta, 22 Juli 2026',
      'Kepala Pusat Pengembangan Perpustakaan Umum dan Khusus,',
      'Dr. Hadi Prasetyawan, M.Si.',
      'ruangbimtek.example/s',
      'Kode 7KQ4-M9TX-2HRD',
    ]) {
      expect(front).toContain(words.replaceAll(' ', ''));
    }
  });

  it('lists on its back the subjects with their hours, the sums and the result', () => {
    for (const words of [
      'DAFTAR MATERI',
      'Rahayu Wulandari, S.Pd.',
      'Kelas Cendana 12 · Nomor 00127/SPP-TIK/PPUK/VII/2026',
      '1 Pembukaan, tata tertib, dan pre-test Penunjang 1 – 1',
      '8 Penyusunan Rencana Kegiatan Penerapan 3 2 5',
      'Jumlah 17 15 32',
      'Kehadiran 82,4 %',
      'Nilai akhir 78,86',
      '70,00–79,99 Baik',
      'Ketua Penyelenggara, Dra. Niken Larasati, M.Hum.',
      'Halaman 2 dari 2',
    ]) {
      expect(back).toContain(words.replaceAll(' ', ''));
    }
  });

  it('is the same to the last byte when it is made again', () => {
    renderer.render(aCertificate({ holderName: 'Orang Lain' }));
    expect(Buffer.compare(renderer.render(aCertificate()), pdf)).toBe(0);
    expect(Buffer.compare(new CertificateRenderer().render(aCertificate()), pdf)).toBe(0);
  });

  it('stays under 80 KB, also with the longest words everywhere', () => {
    const longest = renderer.render(aLongCertificate());
    expect(pdf.length).toBeLessThan(75_000);
    expect(longest.length).toBeLessThan(80_000);
    expect(pagesOf(longest)).toHaveLength(2);
  });
});

describe('the notice of the signature', () => {
  const legalSentence = 'menggunakan sertifikat elektronik yang diterbitkan oleh'.replaceAll(' ', '');

  it('says that a signature is awaited, without the sentence of the law', () => {
    const [front] = pagesOf(renderer.render(aCertificate({ signature: 'awaiting' })));
    expect(front).toContain('Menunggutandatanganelektronik');
    expect(front).not.toContain(legalSentence);
  });

  it('gives way to the sentence of the law once it is signed', () => {
    const [front] = pagesOf(renderer.render(aCertificate({ signature: 'signed' })));
    expect(front).not.toContain('Menunggu');
    expect(front).toContain(legalSentence);
  });
});

describe('the number of a civil servant', () => {
  it('is printed for civil servants only', () => {
    const [front] = pagesOf(renderer.render(aCertificate({ civilServantId: '198001012005012001' })));
    expect(front).toContain('NIP198001012005012001');
    expect(pagesOf(renderer.render(aCertificate()))[0]).not.toContain('NIP19800101');
  });
});

describe('a name', () => {
  it.each([
    '#let x = 1',
    `D'Angelo "Ucok" *Sinaga*`,
    String.raw`Budi \ Santoso\n`,
    '_Siti_ [Aminah] $x$ `kode` @sini <label> // -- ~',
    '= Judul',
    '#panic("berhenti")',
    '{"name":"x"}',
    'Sukarno',
    'Ó',
    'Nguyễn Thị Ánh Đặng',
    'Muhammad Abdurrahman Kusumawardhana Hadiningrat, S.Sos., M.Hum.',
    'W'.repeat(60),
    'Raden Mas Adipati Arya Suryaningrat Hadikusumo Prawirodirdjo bin Haji Abdul Karim Sastranegara Tirtakusuma, S.IP.,M.AP',
  ])('is printed as typed: %s', (holderName) => {
    const [front, back] = pagesOf(renderer.render(aCertificate({ holderName })));
    expect(front).toContain(holderName.replaceAll(' ', ''));
    expect(back).toContain(holderName.replaceAll(' ', ''));
  });

  it('has one space where a spreadsheet left a line break, a tab or a space that does not break', () => {
    const { holderName } = CertificateSnapshot.parse(
      aCertificate({ holderName: ' Siti\n\tNur\u00a0 Aminah ' }),
    );
    expect(holderName).toBe('Siti Nur Aminah');
  });

  it('with letters and marks apart is printed with them together', () => {
    const [front] = pagesOf(renderer.render(aCertificate({ holderName: 'Rene\u0301 Lala' })));
    expect(front).toContain('RenéLala');
  });

  it('is refused with the characters that cannot be printed', () => {
    expect(unprintable('Siti 😀 عائشة 😀')).toEqual(['😀', ...'عائشة']);
    expect(() => renderer.render(aCertificate({ holderName: 'Siti 😀' }))).toThrow(
      'Cannot be printed: 😀 (U+1F600)',
    );
  });

  it('may use every character that the snapshot lets in', () => {
    const all = Array.from({ length: 0x2213 }, (_, code) => String.fromCharCode(code)).filter((character) =>
      printable.test(character),
    );
    for (let from = 0; from < all.length; from += 50) {
      const holderName = `x${all.slice(from, from + 50).join('')}x`;
      // A hyphen that does not break is drawn as a hyphen.
      const shown = holderName.replace('\u2011', '\u2010').replace(/\s/g, '');
      const snapshot = aCertificate({ holderName, district: holderName, number: holderName });
      const [front = ''] = pagesOf(renderer.render(snapshot));
      // The name in bold, the place in semi-bold, the number in regular letters.
      expect(front.split(shown)).toHaveLength(4);
    }
  });
});

describe('a snapshot', () => {
  it.each([
    ['hours that are not the sum of the subjects', { lessonHours: 31 }, 'lessonHours'],
    ['a grade outside its table', { grade: 'Cukup' }, 'grade'],
    ['an end before the start', { endDate: '2026-07-05' }, 'endDate'],
    ['a number of a civil servant with 17 digits', { civilServantId: '19800101200501200' }, 'civilServantId'],
    ['a mark that turns the direction of a name', { holderName: 'Siti \u202eAminah' }, 'holderName'],
  ])('is refused for %s', (_case, over, field) =>
    expect(
      CertificateSnapshot.safeParse(aCertificate(over)).error?.issues.map(({ path }) => path[0]),
    ).toEqual([field]),
  );
});

function aCertificate(over: Partial<CertificateSnapshot> = {}): CertificateSnapshot {
  return {
    number: '00127/SPP-TIK/PPUK/VII/2026',
    verificationCode: '7KQ4M9TX2HRD',
    checkUrl: 'https://ruangbimtek.example/s/7KQ4M9TX2HRD',
    holderName: 'Rahayu Wulandari, S.Pd.',
    position: 'Pengelola',
    libraryName: 'Perpustakaan Desa Sumber Makmur',
    village: 'Desa Sumber Makmur',
    district: 'Kecamatan Tirta Kencana',
    regency: 'Kabupaten Bumi Asri',
    province: 'Provinsi Nusa Lestari',
    role: 'trainee',
    grade: 'Baik',
    trainingName: 'Bimbingan Teknis Strategi Pengembangan Perpustakaan dan Teknologi Informasi Komunikasi',
    programName: 'Program Transformasi Perpustakaan Berbasis Inklusi Sosial',
    year: 2026,
    mode: 'online',
    startDate: '2026-07-06',
    endDate: '2026-07-10',
    lessonHours: 32,
    issuedPlace: 'Jakarta',
    issuedOn: '2026-07-22',
    signatory: {
      title: 'Kepala Pusat Pengembangan Perpustakaan Umum dan Khusus',
      name: 'Dr. Hadi Prasetyawan, M.Si.',
      civilServantId: '000000000000000000',
    },
    organizerChair: { name: 'Dra. Niken Larasati, M.Hum.', civilServantId: '000000000000000000' },
    className: 'Kelas Cendana 12',
    subjects: [
      { title: 'Pembukaan, tata tertib, dan pre-test', group: 'Penunjang', live: 1, selfStudy: 0 },
      {
        title: 'Penguatan Literasi untuk Membangun Masyarakat melalui Transformasi Perpustakaan',
        group: 'Materi dasar',
        live: 2,
        selfStudy: 1,
      },
      { title: 'Literasi Digital', group: 'Materi dasar', live: 2, selfStudy: 2 },
      { title: 'Strategi Peningkatan Layanan Informasi', group: 'Materi inti', live: 2, selfStudy: 3 },
      { title: 'Strategi Pelibatan Masyarakat', group: 'Materi inti', live: 2, selfStudy: 3 },
      { title: 'Strategi Advokasi Perpustakaan', group: 'Materi inti', live: 2, selfStudy: 2 },
      { title: 'Literasi Data', group: 'Materi inti', live: 2, selfStudy: 2 },
      { title: 'Penyusunan Rencana Kegiatan', group: 'Penerapan', live: 3, selfStudy: 2 },
      { title: 'Post-test, evaluasi, RTL, dan penutupan', group: 'Penunjang', live: 1, selfStudy: 0 },
    ],
    attendancePercent: 82.4,
    finalScore: 78.86,
    grades: [
      { from: 90, to: 100, label: 'Sangat Memuaskan' },
      { from: 80, to: 89.99, label: 'Memuaskan' },
      { from: 70, to: 79.99, label: 'Baik' },
    ],
    signature: 'awaiting',
    ...over,
  };
}

function aLongCertificate(): CertificateSnapshot {
  const words = (length: number) =>
    'Tanjung Qibla Wjaya Xenia Vredeburg Zulkaidah Perpustakaan '.repeat(4).slice(0, length).trim();
  const { signatory, organizerChair, subjects } = aCertificate();
  return aCertificate({
    holderName: words(120),
    position: words(80),
    libraryName: words(120),
    village: words(80),
    district: words(80),
    regency: words(80),
    province: words(80),
    civilServantId: '198001012005012001',
    grade: 'Sangat Memuaskan',
    finalScore: 100,
    attendancePercent: 100,
    signatory: { ...signatory, title: words(160), name: words(100) },
    organizerChair: { ...organizerChair, name: words(100) },
    className: words(80),
    subjects: [...subjects, ...subjects.slice(0, 1), ...subjects.slice(-2)],
    lessonHours: 39,
    signature: 'signed',
  });
}

function latin1(pdf: Uint8Array): string {
  return Buffer.from(pdf).toString('latin1');
}

/** The text of each page as a reader would copy it, without white space. */
function pagesOf(pdf: Uint8Array): string[] {
  const objects = new Map<string, string>();
  for (const [, id = '', body = ''] of latin1(pdf).matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)) {
    objects.set(id, body);
  }
  const streamOf = (id = '') => {
    const [, dictionary = '', bytes = ''] =
      /^([^]*?)stream\n([^]*)\nendstream$/.exec(objects.get(id) ?? '') ?? [];
    return dictionary.includes('/FlateDecode')
      ? inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1')
      : bytes;
  };
  const letters = (font = '') =>
    new Map(
      [
        ...streamOf(/\/ToUnicode (\d+)/.exec(objects.get(font) ?? '')?.[1]).matchAll(/<(\w{4})> <(\w+)>\n/g),
      ].map(
        ([, glyph = '', text = '']) =>
          [parseInt(glyph, 16), Buffer.from(text, 'hex').swap16().toString('utf16le')] as const,
      ),
    );

  return [...objects.values()]
    .filter((body) => body.includes('/Type /Page\n'))
    .map((page) => {
      const fonts = new Map(
        [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name, id]) => [name, letters(id)] as const),
      );
      const content = streamOf(/\/Contents (\d+)/.exec(page)?.[1]);
      let font: Map<number, string> | undefined;
      let text = '';
      for (const [, name, strings = ''] of content.matchAll(
        /\/(f\d+) [\d.]+ Tf|\n\[?(\([^]*?\))\]? T[jJ]\n/g,
      )) {
        if (name) font = fonts.get(name);
        else for (const glyph of glyphsIn(strings)) text += font?.get(glyph) ?? '';
      }
      return text.replace(/\s/g, '');
    });
}

/** The two-byte glyph numbers in the strings of one text operator; parentheses that match stand unescaped in them. */
function glyphsIn(strings: string): number[] {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  let depth = 0;
  let bytes = '';
  for (const [token, code = ''] of strings.matchAll(/\\([0-7]{1,3}|[^])|[^]/g)) {
    if (code) bytes += /[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (named[code] ?? code);
    else if (token === '(' && depth++ === 0) continue;
    else if (token === ')' && --depth === 0) continue;
    else if (depth > 0) bytes += token;
  }
  const glyphs = Buffer.from(bytes, 'latin1');
  return Array.from({ length: glyphs.length / 2 }, (_, index) => glyphs.readUInt16BE(index * 2));
}
