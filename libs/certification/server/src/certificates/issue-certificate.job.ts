import { participantPassed } from '@bimtek/graduation-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { Certificates } from './certificates.service.ts';

@Handles(participantPassed)
export class IssueCertificate implements Handler<typeof participantPassed> {
  constructor(private readonly certificates: Certificates) {}

  run(passed: Payload<typeof participantPassed>) {
    return this.certificates.issueFor(passed);
  }
}
