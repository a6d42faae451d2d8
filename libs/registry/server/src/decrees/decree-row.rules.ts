import type { RowProblem, TableRow } from '@bimtek/platform-server';
import {
  type DecreeProblemCode,
  decreeProblems,
  type LibraryType,
  QUOTA,
  type SupportKind,
} from '@bimtek/registry-contracts';
import { libraryKey, personKey } from '../name-keys.rules.ts';
import { normalCivilServantId, normalEmail, normalName, normalPhone } from '../people/person.rules.ts';
import { likelyLibraryType, readLibraryType, readSupportKind } from './decree-fields.ts';
import { findVillage, type Village, type VillageFacts } from './village.rules.ts';

/** A row of a decree as it can be written. Empty cells are null and erase nothing that is known. */
export interface DecreeRowData {
  village: Village;
  libraryName: string;
  libraryKey: string;
  libraryType: LibraryType;
  isTypeGiven: boolean;
  supportKind: SupportKind | null;
  fullName: string;
  personKey: string;
  titleBefore: string | null;
  titleAfter: string | null;
  position: string | null;
  phone: string | null;
  email: string | null;
  civilServantId: string | null;
  /** Null when the row does not say. */
  quota: number | null;
}

export interface ReadRow {
  row: number;
  problems: RowProblem[];
  /** Null when a row has an error. */
  data: DecreeRowData | null;
}

const LONGEST = { library: 150, titleBefore: 40, titleAfter: 80, position: 100 } as const;

/** Reads one row by itself: what it says, and everything in it that cannot be so. */
export function readDecreeRow({ row, cells }: TableRow, facts: VillageFacts): ReadRow {
  const problems: RowProblem[] = [];
  const say = (field: string, code: DecreeProblemCode, about: Record<string, string | number> = {}) =>
    problems.push({ field, code, severity: decreeProblems[code], facts: about });
  const text = (field: keyof typeof LONGEST) => {
    const value = cells[field]?.replaceAll(/\s+/g, ' ') ?? '';
    if (value.length > LONGEST[field]) say(field, 'text-too-long', { most: LONGEST[field] });
    return value || null;
  };
  /** An optional cell; when it has text, the reading must succeed. */
  const optional = (field: string, read: (value: string) => string | null, code: DecreeProblemCode) => {
    const value = cells[field];
    const normal = value ? read(value) : null;
    if (value && normal === null) say(field, code, { digits: value.replaceAll(/\D/g, '').length });
    return normal;
  };

  const found = findVillage(cells, facts);
  problems.push(...found.problems);
  const library = text('library');
  if (!library)
    say('library', 'library-missing', found.village ? { suggested: `Perpusdes ${found.village.name}` } : {});
  const writtenName = cells['person'] ?? '';
  const fullName = normalName(writtenName);
  if (!writtenName) say('person', 'name-missing');
  else if (!fullName) say('person', 'name-malformed');
  if (!cells['phone']) say('phone', 'phone-missing');
  const phone = optional('phone', normalPhone, 'phone-invalid');
  const email = optional('email', normalEmail, 'email-malformed');
  const civilServantId = isDash(cells['civilServantId'])
    ? null
    : optional('civilServantId', normalCivilServantId, 'civil-servant-id-malformed');
  const quota = readQuota(cells['quota']);
  if (quota === 'out-of-range') say('quota', 'quota-out-of-range', { ...QUOTA, quota: cells['quota'] ?? '' });

  const writtenType = cells['libraryType'] ?? '';
  const libraryType = readLibraryType(writtenType);
  if (writtenType && !libraryType) say('libraryType', 'library-type-unknown');
  const writtenSupport = cells['supportKind'] ?? '';
  const supportKind = readSupportKind(writtenSupport) ?? null;
  if (writtenSupport && !supportKind) say('supportKind', 'support-kind-unknown');
  const [titleBefore, titleAfter, position] = [text('titleBefore'), text('titleAfter'), text('position')];

  const isRefused = problems.some(({ severity }) => severity === 'error');
  if (isRefused || !found.village || !library || !fullName || quota === 'out-of-range')
    return { row, problems, data: null };
  return {
    row,
    problems,
    data: {
      village: found.village,
      libraryName: library,
      libraryKey: libraryKey(library),
      libraryType: libraryType ?? likelyLibraryType(library),
      isTypeGiven: libraryType !== undefined,
      supportKind,
      fullName,
      personKey: personKey(fullName),
      titleBefore,
      titleAfter,
      position,
      phone,
      email,
      civilServantId,
      quota,
    },
  };
}

/** Offices write a dash where there is nothing to write. */
function isDash(text: string | undefined): boolean {
  return text !== undefined && /^[-–—.]+$/.test(text);
}

function readQuota(text: string | undefined): number | null | 'out-of-range' {
  if (!text || isDash(text)) return null;
  const match = /^(\d{1,4})(\s*(orang|peserta))?$/i.exec(text.trim());
  const quota = Number(match?.[1]);
  return Number.isInteger(quota) && quota >= QUOTA.least && quota <= QUOTA.most ? quota : 'out-of-range';
}
