import type { Routes } from '@angular/router';
import { assignmentMessageWords } from '@bimtek/assignments-portal/message-words';
import { liveMessageWords } from '@bimtek/live-portal/message-words';
import { inboxRoutes } from '@bimtek/notification-portal';
import { wordsScope } from '@bimtek/platform-portal';

/** Below `/pesan` and `/kelola/pesan`: the inbox with the words of every context that sends messages. */
export const inbox: Routes = [
  {
    path: '',
    canActivate: [
      wordsScope('assignmentsMessages', assignmentMessageWords),
      wordsScope('liveMessages', liveMessageWords),
    ],
    children: inboxRoutes,
  },
];
