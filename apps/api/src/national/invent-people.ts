import { normalPhone, personKey } from '@bimtek/registry-server';
import { type EmploymentStatus, type Gender, nameWithTitles } from '@bimtek/registry-contracts';
import type { Chance } from './chance.ts';
import { inventName, type InventedName, LONGEST_NAME } from './names.ts';

/** Somebody as the registry takes them in. */
export interface InventedPerson extends InventedName {
  displayName: string;
  libraryId: string | null;
  phone: string | null;
  email: string | null;
  position: string;
  employmentStatus: EmploymentStatus | null;
  civilServantId: string | null;
}

/** First digits of mobile numbers of Indonesian operators. */
const OPERATORS = [
  '811',
  '812',
  '813',
  '821',
  '822',
  '823',
  '852',
  '853',
  '857',
  '858',
  '877',
  '878',
  '895',
  '896',
];

const POSITIONS: readonly (readonly [position: string, status: EmploymentStatus])[] = [
  ['Pengelola', 'villageOfficial'],
  ['Pengelola', 'temporary'],
  ['Pengelola', 'volunteer'],
  ['Kepala Perpustakaan', 'villageOfficial'],
  ['Kaur Umum', 'villageOfficial'],
  ['Sekretaris Desa', 'villageOfficial'],
  ['Pustakawan', 'contractCivilServant'],
  ['Relawan Perpustakaan', 'volunteer'],
];

/** Makes people who do not collide: a name once in a library, a phone once unless it is shared on purpose. */
export class InventedPeople {
  readonly #names = new Set<string>();
  readonly #phones = new Set<string>();
  readonly #civilServants = new Set<string>();
  #emails = 0;
  #isLongestGiven = false;

  constructor(private readonly chance: Chance) {}

  trainee(
    provinceCode: string,
    library: { id: string; isReading: boolean },
    before?: InventedPerson,
  ): InventedPerson {
    const name = this.#name(provinceCode, library.id, 'trainee');
    const [position, status] = this.chance.pick(POSITIONS);
    const isCivil = status === 'contractCivilServant' || this.chance.isLikely(0.05);
    // Two of one village with one phone, as families have it.
    const shares = before?.libraryId === library.id && before.phone !== null && this.chance.isLikely(0.08);
    return {
      ...name,
      libraryId: library.id,
      phone: shares ? before.phone : this.chance.isLikely(0.97) ? this.#phone() : null,
      email: this.chance.isLikely(0.12) ? this.#email(name.fullName) : null,
      position: library.isReading ? 'Pengelola TBM' : position,
      employmentStatus: library.isReading ? 'communityReadingManager' : status,
      civilServantId: isCivil && !library.isReading ? this.#civilServant(name.gender) : null,
    };
  }

  official(provinceCode: string, libraryId: string | null, position: string): InventedPerson {
    const name = this.#name(provinceCode, libraryId, 'scholar');
    return {
      ...name,
      libraryId,
      phone: this.#phone(),
      email: this.#email(name.fullName),
      position,
      employmentStatus: 'civilServant',
      civilServantId: this.#civilServant(name.gender),
    };
  }

  #name(provinceCode: string, libraryId: string | null, as: 'trainee' | 'scholar') {
    for (;;) {
      const name =
        this.#isLongestGiven || as === 'scholar'
          ? inventName(this.chance, provinceCode, as)
          : this.#longest();
      const key = `${libraryId} ${personKey(name.fullName)}`;
      if (this.#names.has(key)) continue;
      this.#names.add(key);
      return { ...name, displayName: nameWithTitles(name) };
    }
  }

  #longest(): InventedName {
    this.#isLongestGiven = true;
    return { fullName: LONGEST_NAME, titleBefore: null, titleAfter: null, gender: 'female' };
  }

  #phone(): string {
    for (;;) {
      const digits = String(this.chance.below(100_000_000)).padStart(8, '0');
      const phone = `+62${this.chance.pick(OPERATORS)}${digits}`;
      if (this.#phones.has(phone) || normalPhone(phone) !== phone) continue;
      this.#phones.add(phone);
      return phone;
    }
  }

  #email(fullName: string): string {
    const words = fullName
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z ]/g, '')
      .split(' ');
    return `${words.slice(0, 2).join('.')}.${++this.#emails}@contoh.id`;
  }

  #civilServant(gender: Gender): string {
    for (;;) {
      const birth = 1968 + this.chance.below(30);
      const two = (below: number) => String(1 + this.chance.below(below)).padStart(2, '0');
      const entry = birth + 22 + this.chance.below(10);
      const serial = String(1 + this.chance.below(99)).padStart(3, '0');
      const id = `${birth}${two(12)}${two(28)}${entry}${two(12)}${gender === 'male' ? 1 : 2}${serial}`;
      if (this.#civilServants.has(id)) continue;
      this.#civilServants.add(id);
      return id;
    }
  }
}
