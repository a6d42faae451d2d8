import { type ClassGroupState, type ClassGroupWarning, provinceShortName } from '@bimtek/delivery-contracts';

/** A…Z, AA, AB…: the letter of the n-th class (from 0) of a province in a wave. */
export function classLetter(ordinal: number): string {
  const letter = String.fromCharCode(65 + (ordinal % 26));
  return ordinal < 26 ? letter : classLetter(Math.floor(ordinal / 26) - 1) + letter;
}

/** `JATENG-02-A`: province, wave, letter. */
export function classCode(provinceCode: string, waveNumber: number, ordinal: number): string {
  const wave = String(waveNumber).padStart(2, '0');
  return `${provinceShortName(provinceCode).toUpperCase()}-${wave}-${classLetter(ordinal)}`;
}

/** `Kelas Jateng 02-A`: what a class is called when nobody gives it another name. */
export function className(provinceCode: string, waveNumber: number, ordinal: number): string {
  const wave = String(waveNumber).padStart(2, '0');
  return `Kelas ${provinceShortName(provinceCode)} ${wave}-${classLetter(ordinal)}`;
}

/** What still forbids opening a class, as problem codes; empty when it can be opened. */
export function obstaclesToOpening(facts: {
  state: ClassGroupState;
  trainers: number;
  hasOrganizer: boolean;
  seated: number;
}) {
  if (facts.state === 'closed') return ['class-closed'] as const;
  const obstacles: ('too-few-trainers' | 'no-organizer' | 'nobody-placed')[] = [];
  if (facts.trainers < 2) obstacles.push('too-few-trainers');
  if (!facts.hasOrganizer) obstacles.push('no-organizer');
  if (facts.seated === 0) obstacles.push('nobody-placed');
  return obstacles;
}

/** Things an organizer should know; a class works best with 35 to 45 people and one trainer from elsewhere. */
export function warningsOf(facts: {
  seated: number;
  /** Regency of each trainer's library; null where a trainer has none. */
  trainerRegencies: (string | null)[];
  /** Regencies that the people of the class come from. */
  peopleRegencies: string[];
  classesOfOrganizer: number;
  mostClassesOfATrainer: number;
}): ClassGroupWarning[] {
  const warnings: ClassGroupWarning[] = [];
  if (facts.seated > 0 && facts.seated < 35) warnings.push('below-35');
  if (facts.seated > 45) warnings.push('above-45');
  const isLocal = (regency: string | null) => regency !== null && facts.peopleRegencies.includes(regency);
  if (facts.trainerRegencies.length >= 2 && facts.trainerRegencies.every(isLocal)) {
    warnings.push('trainers-all-local');
  }
  if (facts.classesOfOrganizer > 5) warnings.push('organizer-over-five-classes');
  if (facts.mostClassesOfATrainer > 3) warnings.push('trainer-over-three-classes');
  return warnings;
}

/**
 * The state that the calendar gives to an opened class; days are those of the class's own zone. The last two states
 * are decisions of people and never come or go by themselves.
 */
export function stateByCalendar(
  state: ClassGroupState,
  today: string,
  dates: { startsOn: string; endsOn: string },
): ClassGroupState {
  if (state !== 'open' && state !== 'running') return state;
  if (today > dates.endsOn) return 'grading';
  return today >= dates.startsOn ? 'running' : state;
}

export function hasOpened(state: ClassGroupState): boolean {
  return state !== 'preparing' && state !== 'closed';
}
