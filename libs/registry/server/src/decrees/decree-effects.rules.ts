import type { DecreeEffect } from '@bimtek/registry-contracts';
import type { DecreeRowData } from './decree-row.rules.ts';
import type { KnownLibrary, KnownPerson } from './known.queries.ts';

export interface Change {
  field: string;
  from: string;
  to: string;
}

/** What a row changes about a library that is known; cells that are empty change nothing. */
export function libraryChanges(known: KnownLibrary, data: DecreeRowData): Change[] {
  return [
    ...(data.isTypeGiven ? changed('libraryType', known.type, data.libraryType) : []),
    ...changed('supportKind', known.supportKind, data.supportKind),
  ];
}

/** What a row changes about a person who is known. */
export function personChanges(known: KnownPerson, data: DecreeRowData): Change[] {
  const fields = ['titleBefore', 'titleAfter', 'position', 'phone', 'email', 'civilServantId'] as const;
  return fields.flatMap((field) => changed(field, known[field], data[field]));
}

function changed(field: string, from: string | null, to: string | null): Change[] {
  return to === null || to === from ? [] : [{ field, from: from ?? '', to }];
}

/** What applying a row does, in words to count. */
export function effectsOf(facts: {
  isLibraryNew: boolean;
  libraryChanges: Change[];
  person: KnownPerson | undefined;
  personChanges: Change[];
  quota: number;
}): DecreeEffect[] {
  const effects: DecreeEffect[] = [];
  if (facts.isLibraryNew) effects.push('newLibraries');
  if (facts.libraryChanges.length > 0) effects.push('changedLibraries');
  if (!facts.person) effects.push('newPeople');
  if (facts.personChanges.length > 0) effects.push('changedPeople');
  const quota = facts.person?.quota ?? null;
  if (quota === null) effects.push('newCandidates');
  else if (quota !== facts.quota) effects.push('changedQuotas');
  return effects.length > 0 ? effects : ['unchangedRows'];
}
