import { remembered } from '@bimtek/platform-portal';

/** Where a person's unsent places lie on this device. */
export function unsentKey(personId: string): string {
  return `belajar.${personId}`;
}

/** Whether this device holds places that the server may not have. */
export function hasUnsentPlaces(personId: string): boolean {
  return remembered(unsentKey(personId)) !== null;
}
