import type { Routes } from '@angular/router';
import { wordsScope } from '@bimtek/platform-portal';

/** Below `/pesan` and `/kelola/pesan`. Whoever mounts them adds the words of the contexts that send messages. */
export const inboxRoutes: Routes = [
  {
    path: '',
    title: 'notification.title',
    canActivate: [
      wordsScope('notification', {
        id: () => import('./words/id.ts'),
        en: () => import('./words/en.ts'),
      }),
    ],
    loadComponent: () => import('./inbox/inbox-page.ts').then(({ InboxPage }) => InboxPage),
  },
];
