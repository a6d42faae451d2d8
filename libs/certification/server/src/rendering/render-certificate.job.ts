import { renderCertificate } from '@bimtek/certification-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { CertificateFiles } from './certificate-files.service.ts';

@Handles(renderCertificate)
export class RenderCertificate implements Handler<typeof renderCertificate> {
  constructor(private readonly files: CertificateFiles) {}

  run({ certificateId }: Payload<typeof renderCertificate>) {
    return this.files.renderOnce([certificateId]);
  }

  runMany(jobs: Payload<typeof renderCertificate>[]) {
    return this.files.renderOnce(jobs.map(({ certificateId }) => certificateId));
  }
}
