export { Certificates } from './certificates/certificates.service.ts';
export {
  CertificationApiModule,
  CertificationModule,
  certificationTables,
  CertificationWorkerModule,
} from './certification.module.ts';
export { Issuers } from './issuer/issuers.service.ts';
