import type { EntityManager } from 'typeorm';
import { type LibraryFacts, libraryKey } from '@bimtek/registry-server';
import type { Chance } from './chance.ts';
import { type InventedPerson, InventedPeople } from './invent-people.ts';
import type { SeasonIds } from './season-sources.ts';
import {
  classesByProvince,
  inventLibrary,
  type Province,
  provincesOf,
  type Village,
  villagesOf,
} from './season-places.ts';

export const CLASS_SIZE = 40;
const TRAINERS = 189;
const CLASSES_OF_AN_ORGANIZER = 4;
const TRAINEES_OF_A_LIBRARY = 1.5;

export type StaffRole =
  | 'nationalAdmin'
  | 'signatory'
  | 'masterTrainer'
  | 'observer'
  | 'provincialAdmin'
  | 'regencyAdmin'
  | 'regionalFacilitator'
  | 'organizer'
  | 'expertTrainer';

export interface StaffMember extends InventedPerson {
  role: StaffRole;
  provinceCode: string;
  regencyCode: string;
}

/** One class as it is planned: where, and with whom. */
export interface PlannedClass {
  province: Province;
  /** Place in `trainees` of its first person, and how many there are. */
  from: number;
  size: number;
}

export interface Trainee extends InventedPerson {
  libraryId: string;
  quota: number;
}

export interface InventedSeason {
  provinces: Province[];
  libraries: LibraryFacts[];
  staff: StaffMember[];
  trainees: Trainee[];
  classes: PlannedClass[];
}

/** Who takes part in the season and where they come from, for so many trainees. */
export async function inventSeason(
  tx: EntityManager,
  chance: Chance,
  ids: SeasonIds,
  people: number,
  seed: string,
): Promise<InventedSeason> {
  const provinces = await provincesOf(tx);
  const counts = classesByProvince(provinces, Math.ceil(people / CLASS_SIZE));
  const season: InventedSeason = { provinces, libraries: [], staff: [], trainees: [], classes: [] };
  const inventor = new InventedPeople(chance);
  const institutions = new Institutions(season.libraries, ids);
  let left = people;
  for (const province of provinces) {
    const classes = counts.get(province.code) ?? 0;
    const seats = Math.min(left, classes * CLASS_SIZE);
    const villages = await villagesOf(tx, province.code, Math.ceil(seats / TRAINEES_OF_A_LIBRARY) + 12, seed);
    for (let taken = 0; taken < seats; taken += CLASS_SIZE) {
      const size = Math.min(CLASS_SIZE, seats - taken);
      season.classes.push({ province, from: season.trainees.length + taken, size });
    }
    season.trainees.push(
      ...inventTrainees(chance, ids, inventor, season.libraries, province, villages, seats),
    );
    left -= seats;
    season.staff.push(...inventOfficials(inventor, institutions, province, villages, classes));
  }
  season.staff.push(...inventTrainers(chance, inventor, institutions, season));
  season.staff.push(...inventNationalStaff(inventor, institutions, season));
  return season;
}

function inventTrainees(
  chance: Chance,
  ids: SeasonIds,
  inventor: InventedPeople,
  libraries: LibraryFacts[],
  province: Province,
  villages: Village[],
  seats: number,
): Trainee[] {
  const trainees: Trainee[] = [];
  let village = 0;
  while (trainees.length < seats) {
    const place = villages[village++ % villages.length];
    if (!place) throw new Error(`No villages of ${province.name} are loaded`);
    const { name, type } = inventLibrary(chance, place);
    const library: LibraryFacts = {
      id: ids.next(),
      name,
      nameKey: libraryKey(name),
      type,
      isTypeGiven: true,
      supportKind: chance.pick(['fullSupport', 'fullSupport', 'bookAid', 'replication', 'proposed'] as const),
      villageCode: place.code,
    };
    libraries.push(library);
    const quota = Math.min(chance.pick([1, 1, 1, 2, 2, 2, 2, 1, 3, 1]), seats - trainees.length);
    for (let turn = 0; turn < quota; turn++) {
      const who = { id: library.id, isReading: type === 'communityReading' };
      const invented = inventor.trainee(province.code, who, trainees.at(-1));
      trainees.push({ ...invented, libraryId: library.id, quota });
    }
  }
  return trainees;
}

/** Offices of provinces and regencies, each once, as the libraries that officials work in. */
class Institutions {
  readonly #known = new Map<string, string>();

  constructor(
    private readonly libraries: LibraryFacts[],
    private readonly ids: SeasonIds,
  ) {}

  of(level: 'province' | 'regency', village: Village): string {
    const code = village.code.slice(0, level === 'province' ? 2 : 5);
    const known = this.#known.get(`${level} ${code}`);
    if (known) return known;
    const name =
      level === 'province'
        ? 'Dinas Perpustakaan dan Kearsipan Provinsi'
        : 'Dinas Perpustakaan dan Kearsipan Daerah';
    const library: LibraryFacts = {
      id: this.ids.next(),
      name,
      nameKey: libraryKey(name),
      type: level,
      isTypeGiven: true,
      supportKind: null,
      villageCode: village.code,
    };
    this.libraries.push(library);
    this.#known.set(`${level} ${code}`, library.id);
    return library.id;
  }
}

function member(
  inventor: InventedPeople,
  institutions: Institutions,
  role: StaffRole,
  at: 'province' | 'regency',
  village: Village,
  position: string,
): StaffMember {
  const provinceCode = village.code.slice(0, 2);
  const libraryId = institutions.of(at, village);
  return {
    ...inventor.official(provinceCode, libraryId, position),
    role,
    provinceCode,
    regencyCode: village.code.slice(0, 5),
  };
}

function inventOfficials(
  inventor: InventedPeople,
  institutions: Institutions,
  { code }: Province,
  villages: Village[],
  classes: number,
): StaffMember[] {
  const [first] = villages;
  if (!first) throw new Error(`No villages of province ${code} are loaded`);
  const regencies = [...new Map(villages.map((village) => [village.code.slice(0, 5), village])).values()];
  return [
    member(
      inventor,
      institutions,
      'provincialAdmin',
      'province',
      first,
      'Kepala Bidang Pengembangan Perpustakaan',
    ),
    ...regencies
      .slice(0, 3)
      .map((village) =>
        member(inventor, institutions, 'regencyAdmin', 'regency', village, 'Kepala Seksi Pembinaan'),
      ),
    ...regencies
      .slice(0, 1)
      .map((village) =>
        member(inventor, institutions, 'regionalFacilitator', 'regency', village, 'Fasilitator Daerah'),
      ),
    ...Array.from({ length: Math.ceil(classes / CLASSES_OF_AN_ORGANIZER) }, () =>
      member(inventor, institutions, 'organizer', 'province', first, 'Panitia Penyelenggara'),
    ),
  ];
}

/** 189 experts: two from every province, the others where many classes are. */
function inventTrainers(
  chance: Chance,
  inventor: InventedPeople,
  institutions: Institutions,
  { provinces, libraries, classes }: InventedSeason,
): StaffMember[] {
  const villagesOfProvince = Map.groupBy(
    libraries.filter(({ type }) => type === 'village'),
    ({ villageCode }) => villageCode.slice(0, 2),
  );
  const homes = provinces
    .filter(({ code }) => villagesOfProvince.has(code))
    .flatMap(({ code }) => [code, code]);
  while (homes.length < TRAINERS) homes.push(chance.pick(classes).province.code);
  return homes.slice(0, TRAINERS).map((code) => {
    const library = chance.pick(villagesOfProvince.get(code) ?? []);
    const village = { code: library.villageCode, name: library.name, kind: 'desa' };
    return member(inventor, institutions, 'expertTrainer', 'regency', village, 'Pustakawan Ahli Madya');
  });
}

function inventNationalStaff(
  inventor: InventedPeople,
  institutions: Institutions,
  { libraries }: InventedSeason,
): StaffMember[] {
  const capital = libraries.find(({ villageCode }) => villageCode.startsWith('31')) ?? libraries[0];
  if (!capital) return [];
  const village = { code: capital.villageCode, name: capital.name, kind: 'kelurahan' };
  const wanted: [StaffRole, number, string][] = [
    ['nationalAdmin', 3, 'Pustakawan Ahli Utama'],
    ['signatory', 1, 'Kepala Pusat Pengembangan Perpustakaan'],
    ['masterTrainer', 8, 'Widyaiswara'],
    ['observer', 6, 'Peneliti'],
  ];
  return wanted.flatMap(([role, count, position]) =>
    Array.from({ length: count }, () => member(inventor, institutions, role, 'province', village, position)),
  );
}
