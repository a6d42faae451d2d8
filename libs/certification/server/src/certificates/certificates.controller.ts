import {
  downloadCertificate,
  downloadMyCertificate,
  getIssuer,
  listCertificates,
  listMyCertificates,
  putIssuer,
  replaceCertificate,
  revokeCertificate,
} from '@bimtek/certification-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Issuers } from '../issuer/issuers.service.ts';
import { CertificateLists } from './certificate-lists.service.ts';
import { Certificates } from './certificates.service.ts';

@Controller()
export class CertificatesController {
  constructor(
    private readonly certificates: Certificates,
    private readonly lists: CertificateLists,
    private readonly issuers: Issuers,
  ) {}

  @Endpoint(listMyCertificates)
  listMyCertificates(@Me() me: Actor) {
    return this.lists.mine(me);
  }

  @Endpoint(downloadMyCertificate)
  downloadMyCertificate(@Me() me: Actor, @Input() { params }: InputOf<typeof downloadMyCertificate>) {
    return this.lists.downloadMine(me, params.certificateId);
  }

  @Endpoint(listCertificates)
  listCertificates(@Me() me: Actor, @Input() { query }: InputOf<typeof listCertificates>) {
    return this.lists.list(me, query);
  }

  @Endpoint(downloadCertificate)
  downloadCertificate(@Me() me: Actor, @Input() { params }: InputOf<typeof downloadCertificate>) {
    return this.lists.download(me, params.certificateId);
  }

  @Endpoint(revokeCertificate)
  revokeCertificate(@Me() me: Actor, @Input() { params, body }: InputOf<typeof revokeCertificate>) {
    return this.certificates.revoke(me, params.certificateId, body.reason);
  }

  @Endpoint(replaceCertificate)
  replaceCertificate(@Me() me: Actor, @Input() { params, body }: InputOf<typeof replaceCertificate>) {
    return this.certificates.replace(me, params.certificateId, body.reason);
  }

  @Endpoint(getIssuer)
  async getIssuer() {
    return { issuer: await this.issuers.current() };
  }

  @Endpoint(putIssuer)
  putIssuer(@Me() me: Actor, @Input() { body }: InputOf<typeof putIssuer>) {
    return this.issuers.set(me, body);
  }
}
