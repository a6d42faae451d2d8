import type { CanDeactivateFn } from '@angular/router';

/** A page that may hold work which is nowhere else. */
export interface AsksBeforeLeaving {
  mayLeave(): boolean | Promise<boolean>;
}

export const asksBeforeLeaving: CanDeactivateFn<AsksBeforeLeaving> = (page) => page.mayLeave();
