import type { Routes } from '@angular/router';
import { deliveryWords } from '@bimtek/delivery-portal';
import { getPersonRecord } from '@bimtek/insight-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';

export const personRecordRoutes: Routes = [
  {
    path: '',
    title: 'record.title',
    canActivate: [
      mayOpen(getPersonRecord),
      wordsScope('record', { id: () => import('./words/id.ts'), en: () => import('./words/en.ts') }),
      deliveryWords,
    ],
    loadComponent: () => import('./record-page.ts').then(({ RecordPage }) => RecordPage),
  },
];
