import { TimeZone } from '@bimtek/registry-contracts';

export { TimeZone };

/** What people call the zone. */
export const timeZoneName: Record<TimeZone, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

// Making a format costs as much as many uses of it, and there are three zones.
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day, as YYYY-MM-DD, that people in the zone have at an instant. */
export function dayIn(timeZone: string, at: Date): string {
  const format =
    dayFormats.get(timeZone) ??
    new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  dayFormats.set(timeZone, format);
  const parts = format.formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The short names that offices use for provinces, by region code. Class codes begin with them. */
const shortNames: Record<string, string> = {
  '11': 'Aceh',
  '12': 'Sumut',
  '13': 'Sumbar',
  '14': 'Riau',
  '15': 'Jambi',
  '16': 'Sumsel',
  '17': 'Bengkulu',
  '18': 'Lampung',
  '19': 'Babel',
  '21': 'Kepri',
  '31': 'DKI',
  '32': 'Jabar',
  '33': 'Jateng',
  '34': 'DIY',
  '35': 'Jatim',
  '36': 'Banten',
  '51': 'Bali',
  '52': 'NTB',
  '53': 'NTT',
  '61': 'Kalbar',
  '62': 'Kalteng',
  '63': 'Kalsel',
  '64': 'Kaltim',
  '65': 'Kaltara',
  '71': 'Sulut',
  '72': 'Sulteng',
  '73': 'Sulsel',
  '74': 'Sultra',
  '75': 'Gorontalo',
  '76': 'Sulbar',
  '81': 'Maluku',
  '82': 'Malut',
  '91': 'Papua',
  '92': 'Pabar',
  '93': 'Pasel',
  '94': 'Pateng',
  '95': 'Papeg',
  '96': 'PBD',
};

/** `Jateng` for 33; the code itself for a province that is newer than this table. */
export function provinceShortName(provinceCode: string): string {
  return shortNames[provinceCode] ?? provinceCode;
}
