import { getPersonRecord, seeContact } from '@bimtek/insight-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { PersonRecordService } from './person-record.service.ts';

@Controller()
export class PersonRecordController {
  constructor(private readonly records: PersonRecordService) {}

  @Endpoint(getPersonRecord)
  getPersonRecord(@Me() me: Actor, @Input() { params }: InputOf<typeof getPersonRecord>) {
    return this.records.record(me, params.personId);
  }

  @Endpoint(seeContact)
  seeContact(@Me() me: Actor, @Input() { params }: InputOf<typeof seeContact>) {
    return this.records.contact(me, params.personId);
  }
}
