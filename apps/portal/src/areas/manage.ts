import type { Routes } from '@angular/router';
import type { AreaPlace } from './area-place.ts';

/** Each is shown to those whose role allows what it is for. A context adds its place when it brings the page. */
export const managePlaces: readonly AreaPlace[] = [];

/** One line a context, below `/kelola`: its first path segment and its lazily loaded routes. */
export const manageRoutes: Routes = [
  {
    path: 'saya',
    data: { isDesk: true },
    loadChildren: () => import('@bimtek/identity-portal').then((m) => m.profileRoutes),
  },
];
