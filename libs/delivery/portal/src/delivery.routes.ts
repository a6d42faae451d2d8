import type { Routes } from '@angular/router';
import { issueActivationCards, listClassGroups, listEnrollments } from '@bimtek/delivery-contracts';
import { proposalWords } from '@bimtek/identity-portal/parts';
import { mayOpen } from '@bimtek/platform-portal';
import { deliveryWords } from './words/delivery-words.ts';

const cardsPage = () => import('./cards/cards-page.ts').then(({ CardsPage }) => CardsPage);

/** Below `/kelola/kelas`. */
export const deliveryManageRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(listClassGroups), deliveryWords, proposalWords],
    children: [
      {
        path: '',
        title: 'delivery.title.classes',
        loadComponent: () => import('./classes/classes-page.ts').then(({ ClassesPage }) => ClassesPage),
      },
      {
        path: 'peserta',
        title: 'delivery.title.people',
        canActivate: [mayOpen(listEnrollments)],
        loadComponent: () => import('./people/run-people-page.ts').then(({ RunPeoplePage }) => RunPeoplePage),
      },
      {
        path: 'kartu',
        title: 'delivery.title.cards',
        canActivate: [mayOpen(issueActivationCards)],
        loadComponent: cardsPage,
      },
      {
        path: ':classGroupId',
        title: 'delivery.title.people',
        loadComponent: () => import('./class-group/class-page.ts').then(({ ClassPage }) => ClassPage),
      },
      {
        path: ':classGroupId/kartu',
        title: 'delivery.title.cards',
        canActivate: [mayOpen(issueActivationCards)],
        loadComponent: cardsPage,
      },
    ],
  },
];
