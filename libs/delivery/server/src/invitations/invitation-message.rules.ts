import { dayIn } from '@bimtek/delivery-contracts';

const MONTHS = [
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

/** `20 Juli 2026`, as people in the zone have the day. */
export function indonesianDay(at: Date, timeZone: string): string {
  const [year, month, day] = dayIn(timeZone, at).split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** At most this long, so that WhatsApp shows the whole message without "read more". */
const LONGEST = 600;

/**
 * The invitation as it is sent by WhatsApp or read out by an office. Both ways in are named, because a link may be cut
 * on its way. Long names are shortened; link and codes never are.
 */
export function invitationMessage(facts: {
  name: string;
  runName: string;
  link: string;
  site: string;
  participantCode: string;
  code: string;
  expiresAt: Date;
  timeZone: string;
}): string {
  const write = (name: string, run: string) =>
    `Yth. Bapak/Ibu ${name},\n` +
    `Anda diundang mengikuti ${run}. Aktifkan akun Ruang Bimtek Anda lewat tautan pribadi ini:\n${facts.link}\n` +
    `Bila tautan tidak terbuka: buka ${facts.site}/aktivasi, lalu isi kode peserta ${facts.participantCode} ` +
    `dan kode aktivasi ${facts.code}.\n` +
    `Berlaku sampai ${indonesianDay(facts.expiresAt, facts.timeZone)}. Hanya untuk Anda, mohon jangan diteruskan.`;
  const room = Math.max(20, Math.floor((LONGEST - write('', '').length) / 2));
  return write(shortened(facts.name, room), shortened(facts.runName, room));
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

/** Digits for `https://wa.me/…`; null for what is no mobile number with country code. */
export function whatsappDigits(phone: string | null): string | null {
  return phone && /^\+\d{9,15}$/.test(phone) ? phone.slice(1) : null;
}
