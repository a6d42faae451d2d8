import type { RowProblem } from '@bimtek/platform-server';
import { distance, isSameRegency, plainKey, villageKey } from '../name-keys.rules.ts';
import { readVillageCode, regionsAbove } from '../regions/region.rules.ts';

/** A village with the names above it. */
export interface Village {
  code: string;
  name: string;
  districtName: string;
  regencyName: string;
  provinceName: string;
}

/** What a batch of rows needs to know about regions. */
export interface VillageFacts {
  byCode: ReadonlyMap<string, Village>;
  /** Villages that may be meant by rows whose code leads nowhere, by the code of their district. */
  inDistrict: ReadonlyMap<string, Village[]>;
  /** The same by the key of their name. */
  byName: ReadonlyMap<string, Village[]>;
  /** Prefixes of regencies before and since Papua was divided. */
  newPrefixOf: ReadonlyMap<string, string>;
}

export interface FoundVillage {
  village: Village | null;
  problems: RowProblem[];
}

type Cells = Readonly<Record<string, string>>;

const error = (code: string, facts: RowProblem['facts'] = {}): RowProblem => ({
  field: 'villageCode',
  code,
  severity: 'error',
  facts,
});
const warning = (field: string, code: string, facts: RowProblem['facts']): RowProblem => ({
  field,
  code,
  severity: 'warning',
  ...(facts ? { facts } : {}),
});

/** The district in which an old code's village is now, or null when the code is not an old one. */
export function newDistrictOf(code: string, newPrefixOf: ReadonlyMap<string, string>): string | null {
  const prefix = newPrefixOf.get(code.slice(0, 5));
  return prefix ? `${prefix}${code.slice(5, 8)}` : null;
}

/** The village a row means: by its code; by its name when the code is old or missing and the name leaves no doubt. */
export function findVillage(cells: Cells, facts: VillageFacts): FoundVillage {
  const written = cells['villageCode'];
  if (!written) return byNameOnly(cells, facts);
  const code = readVillageCode(written);
  if (!code)
    return {
      village: null,
      problems: [error('village-code-malformed', suggestion(nearest(cells, null, facts)))],
    };
  const village = facts.byCode.get(code);
  if (village) return { village, problems: differences(cells, village) };
  const newDistrict = newDistrictOf(code, facts.newPrefixOf);
  if (newDistrict) return byOldCode(cells, newDistrict, facts);
  return { village: null, problems: [error('unknown-village', suggestion(nearest(cells, code, facts)))] };
}

function byNameOnly(cells: Cells, facts: VillageFacts): FoundVillage {
  const matches = named(cells, facts).filter((village) => cells['regency'] && fits(cells, village));
  const [only] = matches;
  if (!only || matches.length > 1) {
    return {
      village: null,
      problems: [error('village-code-missing', suggestion(nearest(cells, null, facts)))],
    };
  }
  return { village: only, problems: [warning('villageCode', 'village-found-by-name', suggestion(only))] };
}

/** Villages were counted anew in 2022: the name decides, within the district, then within the regency. */
function byOldCode(cells: Cells, newDistrict: string, facts: VillageFacts): FoundVillage {
  const key = villageKey(cells['village'] ?? '');
  const regency = newDistrict.slice(0, 5);
  const sameName = (village: Village) => key !== '' && villageKey(village.name) === key;
  const inDistrict = (facts.inDistrict.get(newDistrict) ?? []).filter(sameName);
  const inRegency = named(cells, facts).filter((village) => village.code.startsWith(`${regency}.`));
  const matches = inDistrict.length > 0 ? inDistrict : inRegency;
  const [only] = matches;
  if (only && matches.length === 1) {
    return { village: only, problems: [warning('villageCode', 'village-code-replaced', suggestion(only))] };
  }
  const near = nearest(cells, `${newDistrict}.0000`, facts);
  return {
    village: null,
    problems: [error('old-village-code', { ...suggestion(near), newRegency: regency })],
  };
}

/** The one village that a row with a wrong code most likely means, or null when there are several or none. */
function nearest(cells: Cells, code: string | null, facts: VillageFacts): Village | null {
  const sameName = named(cells, facts);
  const above = code ? regionsAbove(code) : null;
  const closer: ((village: Village) => boolean)[] = [
    (village) => above !== null && village.code.startsWith(`${above.district}.`),
    (village) => fits(cells, village) && Boolean(cells['regency']),
    (village) => above !== null && village.code.startsWith(`${above.regency}.`),
    (village) => above !== null && village.code.startsWith(`${above.province}.`),
  ];
  for (const isClose of closer) {
    const close = sameName.filter(isClose);
    if (close.length > 0) return close.length === 1 ? (close[0] ?? null) : null;
  }
  const key = villageKey(cells['village'] ?? '');
  if (key.length < 4 || !above) return null;
  const similar = (facts.inDistrict.get(above.district) ?? []).filter(
    (village) => distance(villageKey(village.name), key, 2) <= 2,
  );
  return similar.length === 1 ? (similar[0] ?? null) : null;
}

function named(cells: Cells, facts: VillageFacts): Village[] {
  const written = cells['village'] ?? '';
  if (!written) return [];
  const found = [plainKey(written), villageKey(written)].flatMap((key) => facts.byName.get(key) ?? []);
  return [...new Set(found)];
}

/** Whether the names above the village, as far as they are given, can mean those of this one. */
function fits(cells: Cells, village: Village): boolean {
  const { province, regency, district } = cells;
  if (regency && !isSameRegency(regency, village.regencyName)) return false;
  if (
    district &&
    plainKey(district.replace(/^(kecamatan|kec\.?|distrik)\s+/i, '')) !== plainKey(village.districtName)
  ) {
    return false;
  }
  return (
    !province || plainKey(province.replace(/^prov(insi|\.)?\s+/i, '')) === plainKey(village.provinceName)
  );
}

/** What is written beside a known code and does not belong to it: it is said, the code counts. */
function differences(cells: Cells, village: Village): RowProblem[] {
  const problems: RowProblem[] = [];
  const name = cells['village'];
  if (name && villageKey(name) !== villageKey(village.name) && plainKey(name) !== plainKey(village.name)) {
    problems.push(
      warning('village', 'village-name-differs', { name: village.name, regency: village.regencyName }),
    );
  }
  const { regency } = cells;
  if (regency && !isSameRegency(regency, village.regencyName)) {
    problems.push(warning('regency', 'regency-name-differs', { name: village.regencyName }));
  }
  return problems;
}

function suggestion(village: Village | null): Record<string, string> {
  return village
    ? { suggestedCode: village.code, suggestedName: village.name, suggestedDistrict: village.districtName }
    : {};
}
