import { inject } from '@angular/core';
import { Router } from '@angular/router';
import type { CanActivateFn } from '@angular/router';
import { Session } from '@bimtek/platform-portal';

/** Where a role begins its day: learners have a home page of their own, everyone else works in the manage area. */
export function landingPath(canLearn: boolean): string {
  return canLearn ? '/beranda' : '/kelola';
}

export const openLandingPage: CanActivateFn = () =>
  inject(Router).parseUrl(landingPath(inject(Session).can('home.read')));
