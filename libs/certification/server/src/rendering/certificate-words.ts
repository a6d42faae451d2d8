import type { CertificateSnapshot } from './certificate-snapshot.ts';

const months = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
];

/** Day, month and year of an ISO date. */
export function partsOf(date: string) {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { year, month, day };
}

/** `22 Juli 2026` */
export function longDate(date: string): string {
  const { year, month, day } = partsOf(date);
  return `${day} ${months[month - 1]} ${year}`;
}

/** `6 s.d. 10 Juli 2026`, naming month and year once when both dates share them. */
export function dateRange(start: string, end: string): string {
  if (start === end) return longDate(end);
  const from = partsOf(start);
  const until = partsOf(end);
  if (from.year !== until.year) return `${longDate(start)} s.d. ${longDate(end)}`;
  if (from.month !== until.month) return `${from.day} ${months[from.month - 1]} s.d. ${longDate(end)}`;
  return `${from.day} s.d. ${longDate(end)}`;
}

/** `78,86` */
export function twoDecimals(score: number): string {
  return score.toFixed(2).replace('.', ',');
}

/** `82,4 %`. Cut, never rounded up: 79,96 % has not reached 80 %. */
export function attendance(percent: number): string {
  // A ten-millionth is the noise of binary fractions: 82.4 × 10 may come out a hair below 824.
  const tenths = Math.floor(percent * 10 + 1e-7);
  return `${(tenths / 10).toFixed(tenths % 10 === 0 ? 0 : 1).replace('.', ',')}\u00a0%`;
}

/** `90,00–100` */
export function gradeRange(from: number, to: number): string {
  return `${twoDecimals(from)}–${to === 100 ? '100' : twoDecimals(to)}`;
}

/** `7KQ4-M9TX-2HRD` */
export function groupedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** `19800101 200501 2 001`: birth date, month of appointment, gender, serial. */
export function groupedCivilServantId(id: string): string {
  return id.replace(/^(\d{8})(\d{6})(\d)(\d{3})$/, '$1 $2 $3 $4');
}

/** What a person types to reach the page where the code is asked for: the QR's address without scheme and code. */
export function checkAddress(checkUrl: string, code: string): string {
  const { host, pathname } = new URL(checkUrl);
  const path = pathname.split('/').filter((part) => part && part.replaceAll('-', '').toUpperCase() !== code);
  return [host, ...path].join('/');
}

/**
 * The holder's post and place, in two lines. What the library's name already says is not repeated: *Kepala
 * Perpustakaan* of *Perpustakaan Desa Sumber Makmur* in *Desa Sumber Makmur* is `Kepala Perpustakaan Desa Sumber Makmur`.
 */
export function post(
  holder: Pick<
    CertificateSnapshot,
    'position' | 'libraryName' | 'village' | 'district' | 'regency' | 'province'
  >,
): [string, string] {
  const near = containsWords(holder.libraryName, holder.village)
    ? [holder.district]
    : [holder.village, holder.district];
  return [
    `${[positionAt(holder.position, holder.libraryName), ...near].join(', ')},`,
    `${holder.regency}, ${holder.province}`,
  ];
}

function containsWords(text: string, words: string): boolean {
  return ` ${text} `.toLowerCase().includes(` ${words} `.toLowerCase());
}

/** Positions that need the library's name to be whole, so no dash stands between. */
const postOfLibrary = /^(kepala|pengelola|koordinator|pustakawan|petugas|staf|relawan)$/i;

function positionAt(position: string, library: string): string {
  if (postOfLibrary.test(position)) return `${position} ${library}`;
  const said = position.split(' ');
  const named = library.split(' ');
  for (let shared = Math.min(said.length, named.length); shared > 0; shared--) {
    const tail = said.slice(-shared).join(' ').toLowerCase();
    if (tail === named.slice(0, shared).join(' ').toLowerCase()) {
      return [...said, ...named.slice(shared)].join(' ');
    }
  }
  return `${position} – ${library}`;
}

const modes = { online: 'daring', inPerson: 'luring', blended: 'daring dan luring' } as const;
const roles = { trainee: 'PESERTA' } as const;

/** The sentence that says what the certificate is given for, in order, with what is set in bold. */
export function statement(certificate: CertificateSnapshot): { text: string; strong: boolean }[] {
  const plain = (text: string) => ({ text, strong: false });
  const strong = (text: string) => ({ text, strong: true });
  const days = dateRange(certificate.startDate, certificate.endDate).replaceAll(' ', '\u00a0');
  return [
    plain('atas keikutsertaannya sebagai '),
    strong(roles[certificate.role]),
    plain(' dan dinyatakan '),
    strong('LULUS'),
    plain(' dengan predikat '),
    strong(certificate.grade.toUpperCase()),
    plain(
      ` pada ${certificate.trainingName}, ${certificate.programName} Tahun ${certificate.year}, yang diselenggarakan ` +
        `oleh Perpustakaan Nasional RI secara ${modes[certificate.mode]} pada tanggal ${days}, setara `,
    ),
    strong(`${certificate.lessonHours}\u00a0JP`),
    plain(' (@\u00a045\u00a0menit).'),
  ];
}
