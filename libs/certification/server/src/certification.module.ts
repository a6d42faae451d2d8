import { renderCertificate } from '@bimtek/certification-contracts';
import { CurriculumModule } from '@bimtek/curriculum-server';
import type { ContextTables } from '@bimtek/platform-server';
import { RegistryModule } from '@bimtek/registry-server';
import { Module } from '@nestjs/common';
import { Certificate } from './certificates/certificate.entity.ts';
import { CertificateFactsReader } from './certificates/certificate-facts.service.ts';
import { CertificateLists } from './certificates/certificate-lists.service.ts';
import { CertificatesController } from './certificates/certificates.controller.ts';
import { CertificationPersonalData } from './certificates/certification-personal-data.ts';
import { Certificates } from './certificates/certificates.service.ts';
import { IssueCertificate } from './certificates/issue-certificate.job.ts';
import { CheckController } from './checking/check.controller.ts';
import { Checks } from './checking/checks.service.ts';
import { IssuerRow } from './issuer/issuer.entity.ts';
import { Issuers } from './issuer/issuers.service.ts';
import { CreateCertification1795000800000 } from './migrations/1795000800000-create-certification.ts';
import { GuardCertificates1795000800100 } from './migrations/1795000800100-guard-certificates.ts';
import { IndexWaitingCertificates1795000800200 } from './migrations/1795000800200-index-waiting-certificates.ts';
import { IndexCertificateWords1795000800300 } from './migrations/1795000800300-index-certificate-words.ts';
import { CertificateFiles } from './rendering/certificate-files.service.ts';
import { RenderCertificate } from './rendering/render-certificate.job.ts';

export const certificationTables: ContextTables = {
  context: 'certification',
  entities: [Certificate, IssuerRow],
  migrations: [
    CreateCertification1795000800000,
    GuardCertificates1795000800100,
    IndexWaitingCertificates1795000800200,
    IndexCertificateWords1795000800300,
  ],
  jobs: [renderCertificate],
};

const services = [Certificates, CertificateFactsReader, CertificateLists, Issuers];

@Module({
  imports: [RegistryModule, CurriculumModule],
  providers: [...services, CertificationPersonalData],
  exports: services,
})
export class CertificationModule {}

@Module({
  imports: [CertificationModule],
  controllers: [CertificatesController, CheckController],
  providers: [Checks],
})
export class CertificationApiModule {}

@Module({
  imports: [CertificationModule],
  providers: [IssueCertificate, CertificateFiles, RenderCertificate],
})
export class CertificationWorkerModule {}
