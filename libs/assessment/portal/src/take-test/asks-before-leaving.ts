import type { CanDeactivateFn } from '@angular/router';

/** A page that may hold work which is not on the server yet. */
export interface AsksBeforeLeaving {
  mayLeave(): boolean | Promise<boolean>;
}

export const asksBeforeLeaving: CanDeactivateFn<AsksBeforeLeaving> = (page) => page.mayLeave();
