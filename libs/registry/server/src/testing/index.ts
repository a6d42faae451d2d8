export * from './many-people.ts';
import type { DataSource, EntityManager } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { libraryKey, personKey } from '../name-keys.rules.ts';
import type { Library } from '../libraries/library.entity.ts';
import { addPeople, type PersonFacts } from '../people/put-people.queries.ts';
import { putLibraries } from '../decrees/put-decree.queries.ts';
import { putRegions } from '../regions/load-regions.ts';

const NOW = new Date('2026-07-01T00:00:00Z');
let serial = 0;

/** The village with all that is above it, under names of its own unless they are there already. */
export async function aVillage(
  db: DataSource | EntityManager,
  code = '33.08.11.2004',
  name = 'Karang Asri',
): Promise<string> {
  const tx = 'manager' in db ? db.manager : db;
  const names: Record<string, string> = {
    '33': 'Jawa Tengah',
    '33.08': 'Kabupaten Magelang',
    '33.08.11': 'Mertoyudan',
    '73': 'Sulawesi Selatan',
    '95': 'Papua Pegunungan',
    [code]: name,
  };
  const codes = [code.slice(0, 2), code.slice(0, 5), code.slice(0, 8), code];
  const there: { code: string }[] = await tx.query(`SELECT code FROM registry_region WHERE code = ANY($1)`, [
    codes,
  ]);
  const missing = codes.filter((one) => !there.some((region) => region.code === one));
  await putRegions(
    tx,
    missing.map((one) => ({ code: one, name: names[one] ?? `Wilayah ${one}` })),
  );
  return code;
}

/** A library in a village (made when it is not there). Gives its id. */
export async function aLibrary(
  db: DataSource | EntityManager,
  given: Partial<Pick<Library, 'id' | 'name' | 'type' | 'supportKind' | 'villageCode'>> = {},
): Promise<string> {
  const tx = 'manager' in db ? db.manager : db;
  const villageCode = await aVillage(tx, given.villageCode);
  const name = given.name ?? `Perpusdes Contoh ${++serial}`;
  const facts = {
    id: given.id ?? randomUUID(),
    name,
    nameKey: libraryKey(name),
    type: given.type ?? ('village' as const),
    isTypeGiven: true,
    supportKind: given.supportKind ?? null,
    villageCode,
  };
  const [saved] = await putLibraries(tx, [facts], NOW);
  return saved?.id ?? facts.id;
}

/** A person at a library (made when none is given; `libraryId: null` for somebody without one). Gives their id. */
export async function aPerson(
  db: DataSource | EntityManager,
  given: Partial<Omit<PersonFacts, 'nameKey'>> = {},
): Promise<string> {
  const tx = 'manager' in db ? db.manager : db;
  const fullName = given.fullName ?? `Sri Contoh ${letters(++serial)}`;
  const libraryId = given.libraryId === undefined ? await aLibrary(tx) : given.libraryId;
  const facts = { ...given, id: given.id ?? randomUUID(), fullName, nameKey: personKey(fullName), libraryId };
  const [saved] = await addPeople(tx, [facts], NOW);
  return saved?.id ?? facts.id;
}

function letters(number: number): string {
  const rest = number >= 26 ? letters(Math.floor(number / 26)) : '';
  return rest + String.fromCharCode(65 + (number % 26));
}
