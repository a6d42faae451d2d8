import {
  confirmCertificateName,
  endEnrollments,
  exportEnrollments,
  getMyEnrollment,
  listEnrollments,
  placeEnrollments,
  restoreEnrollments,
  unplaceEnrollments,
  verifyEnrollments,
} from '@bimtek/delivery-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { attachment, Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller, StreamableFile } from '@nestjs/common';
import { MyEnrollments } from '../my-enrollment/my-enrollment.service.ts';
import { BulkActs } from './bulk-acts.service.ts';
import { EnrollmentLists } from './enrollment-lists.service.ts';
import { peopleSheet } from './people-sheet.ts';
import { Placements } from './placements.service.ts';

@Controller()
export class EnrollmentsController {
  constructor(
    private readonly lists: EnrollmentLists,
    private readonly acts: BulkActs,
    private readonly placements: Placements,
    private readonly mine: MyEnrollments,
  ) {}

  @Endpoint(listEnrollments)
  listEnrollments(@Me() me: Actor, @Input() { query }: InputOf<typeof listEnrollments>) {
    return this.lists.list(me, query);
  }

  @Endpoint(exportEnrollments)
  async exportEnrollments(@Me() me: Actor, @Input() { query }: InputOf<typeof exportEnrollments>) {
    const sheet = await peopleSheet(await this.lists.everybody(me, query));
    return new StreamableFile(sheet, {
      type: exportEnrollments.download ?? '',
      length: sheet.byteLength,
      disposition: attachment('peserta.xlsx'),
    });
  }

  @Endpoint(verifyEnrollments)
  verifyEnrollments(@Me() me: Actor, @Input() { body }: InputOf<typeof verifyEnrollments>) {
    return this.acts.verify(me, body);
  }

  @Endpoint(placeEnrollments)
  placeEnrollments(@Me() me: Actor, @Input() { params, body }: InputOf<typeof placeEnrollments>) {
    return this.placements.place(me, params.classGroupId, body.people, body.otherProvinces);
  }

  @Endpoint(unplaceEnrollments)
  unplaceEnrollments(@Me() me: Actor, @Input() { body }: InputOf<typeof unplaceEnrollments>) {
    return this.acts.unplace(me, body.people);
  }

  @Endpoint(endEnrollments)
  endEnrollments(@Me() me: Actor, @Input() { body }: InputOf<typeof endEnrollments>) {
    return this.acts.end(me, body);
  }

  @Endpoint(restoreEnrollments)
  restoreEnrollments(@Me() me: Actor, @Input() { body }: InputOf<typeof restoreEnrollments>) {
    return this.acts.restore(me, body.people, body.reason);
  }

  @Endpoint(getMyEnrollment)
  async getMyEnrollment(@Me() me: Actor) {
    return { enrollment: await this.mine.current(me) };
  }

  @Endpoint(confirmCertificateName)
  confirmCertificateName(@Me() me: Actor, @Input() { params, body }: InputOf<typeof confirmCertificateName>) {
    return this.mine.confirmName(me, params.enrollmentId, body.name);
  }
}
