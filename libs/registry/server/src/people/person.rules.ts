import parsePhoneNumber from 'libphonenumber-js/max';
import * as z from 'zod';

/**
 * A phone number in E.164, read as in Indonesia (`0812…`, `62812…`, `+62 812-…`, and `812…` as spreadsheets leave it when
 * they take it for a number). Null when no such number can exist.
 */
export function normalPhone(text: string): string | null {
  const phone = parsePhoneNumber(text.trim(), { defaultCountry: 'ID', extract: false });
  return phone?.isValid() ? phone.number : null;
}

/** An e-mail address in lower case, or null when it is none. */
export function normalEmail(text: string): string | null {
  const parsed = z.email().max(200).safeParse(text.trim().toLowerCase());
  return parsed.success ? parsed.data : null;
}

/** A NIP is 18 digits: birth date, month of appointment, gender, serial. Null when the text is none. */
export function normalCivilServantId(text: string): string | null {
  const digits = text.replaceAll(/[\s.'-]/g, '');
  return /^(19|20)\d{16}$/.test(digits) ? digits : null;
}

/** A name as it is kept: spaces single, signs of other keyboards made plain, otherwise as typed. Null when it is none. */
export function normalName(text: string): string | null {
  const name = text
    .normalize('NFC')
    .replaceAll(/[\u2018\u2019\u02bc\u0060\u00b4]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
  return name.length >= 2 && name.length <= 100 && /\p{L}/u.test(name) && !/[\d<>=@]/.test(name)
    ? name
    : null;
}
