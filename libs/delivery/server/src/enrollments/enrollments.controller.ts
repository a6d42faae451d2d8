import {
  checkEnrollments,
  confirmCertificateName,
  countEnrollments,
  endEnrollments,
  exportEnrollments,
  exportEnrollmentsAsCsv,
  getMyEnrollment,
  listEnrollments,
  placeEnrollments,
  restoreEnrollments,
  unplaceEnrollments,
  verifyEnrollments,
} from '@bimtek/delivery-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { attachment, Endpoint, Input, Me, XLSX_TYPE } from '@bimtek/platform-server';
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

  @Endpoint(countEnrollments)
  countEnrollments(@Me() me: Actor, @Input() { query }: InputOf<typeof countEnrollments>) {
    return this.lists.count(me, query);
  }

  @Endpoint(exportEnrollments)
  async exportEnrollments(@Me() me: Actor, @Input() { query }: InputOf<typeof exportEnrollments>) {
    const sheet = peopleSheet('xlsx', await this.lists.everybody(me, query));
    return new StreamableFile(sheet, { type: XLSX_TYPE, disposition: attachment('peserta.xlsx') });
  }

  @Endpoint(exportEnrollmentsAsCsv)
  async exportEnrollmentsAsCsv(@Me() me: Actor, @Input() { query }: InputOf<typeof exportEnrollmentsAsCsv>) {
    const sheet = peopleSheet('csv', await this.lists.everybody(me, query));
    return new StreamableFile(sheet, {
      type: 'text/csv; charset=utf-8',
      disposition: attachment('peserta.csv'),
    });
  }

  @Endpoint(checkEnrollments)
  checkEnrollments(@Me() me: Actor, @Input() { body }: InputOf<typeof checkEnrollments>) {
    return this.acts.check(me, body);
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
