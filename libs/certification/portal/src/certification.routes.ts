import type { Routes } from '@angular/router';
import { listCertificates, listMyCertificates } from '@bimtek/certification-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import myWords from './my-certificate/words/id.ts';

/** Below `/sertifikat`. */
export const certificateRoutes: Routes = [
  {
    path: '',
    title: 'certificate.title',
    canActivate: [
      mayOpen(listMyCertificates),
      wordsScope('certificate', { id: myWords, en: () => import('./my-certificate/words/en.ts') }),
    ],
    loadComponent: () =>
      import('./my-certificate/my-certificate-page.ts').then(({ MyCertificatePage }) => MyCertificatePage),
  },
];

/** Below `/kelola/sertifikat`. */
export const certificationManageRoutes: Routes = [
  {
    path: '',
    canActivate: [
      mayOpen(listCertificates),
      wordsScope('certification', { id: () => import('./words/id.ts'), en: () => import('./words/en.ts') }),
    ],
    children: [
      {
        path: '',
        title: 'certification.title',
        loadComponent: () =>
          import('./manage/certificates-page.ts').then(({ CertificatesPage }) => CertificatesPage),
      },
      {
        path: 'penerbit',
        title: 'certification.issuer.title',
        loadComponent: () => import('./issuer/issuer-page.ts').then(({ IssuerPage }) => IssuerPage),
      },
    ],
  },
];
