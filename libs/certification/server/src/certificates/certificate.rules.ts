/** Letters and digits that nobody confuses in print: no 0 O 1 I L. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const CODE_LENGTH = 12;
/** Certificates are dated where the National Library is. */
const ISSUER_ZONE = 'Asia/Jakarta';
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** The calendar day of an instant in Jakarta, as `2026-07-22`. */
export function dayOfIssue(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ISSUER_ZONE }).format(at);
}

/** Numbers run from 1 within a year, an activity and a unit. */
export function seriesOf(issuer: { activityCode: string; unitCode: string }, day: string): string {
  return `${day.slice(0, 4)}/${issuer.activityCode}/${issuer.unitCode}`;
}

/** `00127/SPP-TIK/PPUK/VII/2026`: serial, activity, unit, month in Roman figures, year. */
export function certificateNumber(
  issuer: { activityCode: string; unitCode: string },
  serial: number,
  day: string,
): string {
  const month = ROMAN[Number(day.slice(5, 7)) - 1] ?? '';
  return [String(serial).padStart(5, '0'), issuer.activityCode, issuer.unitCode, month, day.slice(0, 4)].join(
    '/',
  );
}

/** The number of a corrected version: the same with a suffix, `…/2026-P1` for the first *perbaikan*. */
export function numberOfVersion(number: string, version: number): string {
  const first = number.replace(/-P\d+$/, '');
  return version === 1 ? first : `${first}-P${version - 1}`;
}

/** What was typed or scanned, as codes are stored; null when no code can look like this. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_ALPHABET.includes(letter))
    ? code
    : null;
}

export function groupedCode(code: string): string {
  return code.replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3');
}

/** `Siti Rahayu, S.Pd.` → `Si** R*****`: enough to recognize a name one knows, too little to learn one. Titles go. */
export function maskedName(name: string): string {
  return wordsOf(name)
    .map((word, index) => {
      const letters = [...word];
      const shown = index === 0 && letters.length > 2 ? 2 : 1;
      return letters.slice(0, shown).join('') + '*'.repeat(Math.max(1, letters.length - shown));
    })
    .join(' ');
}

/** Whether what a visitor typed is the holder's name: letters decide, not case, gaps, signs or titles. */
export function isSameName(typed: string, holderName: string): boolean {
  const given = plain(typed);
  return given.length > 0 && [plain(holderName), plain(wordsOf(holderName).join(' '))].includes(given);
}

/** The words of a name without the titles before and after it. */
function wordsOf(name: string): string[] {
  const [beforeComma = ''] = name.split(',');
  const words = beforeComma.trim().split(/\s+/);
  const names = words.filter((word) => !word.endsWith('.') || word.length === 2);
  return names.length > 0 ? names : words;
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}
