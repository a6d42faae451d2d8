import type { Routes } from '@angular/router';

/** Pages without a session. Each fills the window by itself (`class="public"`, see the sign-in page). */
export const publicRoutes: Routes = [];
