import type { Chance } from './chance.ts';
import type { StaffMember, StaffRole } from './season-people.ts';
import type { Province } from './season-places.ts';

export interface Employee extends StaffMember {
  personId: string;
}

export interface SeasonStaff {
  of(role: StaffRole): readonly Employee[];
}

/** Deals classes to trainers and organizers, so that nobody has more than others of the same place. */
export class Teams {
  readonly #classes = new Map<string, number>();
  /** Who is busy in which wave. */
  readonly #busy = new Set<string>();
  readonly #trainers: readonly Employee[];
  readonly #organizers: Map<string, Employee[]>;
  readonly #zoneOf = new Map<string, string>();

  constructor(chance: Chance, staff: SeasonStaff, provinces: readonly Province[]) {
    this.#trainers = chance.shuffled(staff.of('expertTrainer'));
    this.#organizers = Map.groupBy(staff.of('organizer'), ({ provinceCode }) => provinceCode);
    for (const { code, timeZone } of provinces) this.#zoneOf.set(code, timeZone);
  }

  /** One trainer from the province when one is free, one from elsewhere in the same time zone. */
  for(province: Province, wave: number): { organizer: Employee; trainerIds: string[] } {
    const isHere = ({ provinceCode }: Employee) => provinceCode === province.code;
    const isNear = ({ provinceCode }: Employee) => this.#zoneOf.get(provinceCode) === province.timeZone;
    const first = this.#least(this.#trainers.filter(isHere), wave) ?? this.#least(this.#trainers, wave);
    const others = this.#trainers.filter((one) => one !== first && !isHere(one));
    const second = this.#least(others.filter(isNear), wave) ?? this.#least(others, wave);
    const organizer = this.#least(this.#organizers.get(province.code) ?? [], 0);
    if (!first || !second || !organizer) throw new Error(`No team is left for a class of ${province.name}`);
    for (const one of [first, second, organizer]) {
      this.#classes.set(one.personId, (this.#classes.get(one.personId) ?? 0) + 1);
      if (one !== organizer) this.#busy.add(`${wave} ${one.personId}`);
    }
    return { organizer, trainerIds: [first.personId, second.personId] };
  }

  #least(among: readonly Employee[], wave: number): Employee | undefined {
    const free = among.filter(({ personId }) => !this.#busy.has(`${wave} ${personId}`));
    return free.reduce<Employee | undefined>(
      (least, one) => (least && this.#count(least) <= this.#count(one) ? least : one),
      undefined,
    );
  }

  #count({ personId }: Employee): number {
    return this.#classes.get(personId) ?? 0;
  }
}
