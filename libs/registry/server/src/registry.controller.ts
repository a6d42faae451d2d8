import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me, Uploaded, type UploadedFile } from '@bimtek/platform-server';
import {
  addPerson,
  downloadDecreeTemplate,
  listDecrees,
  listPeople,
  listRegions,
  uploadDecree,
} from '@bimtek/registry-contracts';
import { Controller } from '@nestjs/common';
import { Decrees } from './decrees/decrees.service.ts';
import { People } from './people/people.service.ts';
import { Staff } from './people/staff.service.ts';
import { Regions } from './regions/regions.service.ts';

@Controller()
export class RegistryController {
  constructor(
    private readonly regions: Regions,
    private readonly people: People,
    private readonly staff: Staff,
    private readonly decrees: Decrees,
  ) {}

  @Endpoint(listRegions)
  listRegions(@Input() { query }: InputOf<typeof listRegions>) {
    return this.regions.below(query);
  }

  @Endpoint(listPeople)
  listPeople(@Me() me: Actor, @Input() { query }: InputOf<typeof listPeople>) {
    return this.people.list(me, query);
  }

  @Endpoint(addPerson)
  addPerson(@Me() me: Actor, @Input() { body }: InputOf<typeof addPerson>) {
    return this.staff.add(me, body);
  }

  @Endpoint(downloadDecreeTemplate)
  downloadDecreeTemplate() {
    return this.decrees.template();
  }

  @Endpoint(uploadDecree)
  uploadDecree(
    @Me() me: Actor,
    @Input() { query }: InputOf<typeof uploadDecree>,
    @Uploaded() file: UploadedFile,
  ) {
    return this.decrees.upload(me, query, file.stream);
  }

  @Endpoint(listDecrees)
  listDecrees(@Me() me: Actor, @Input() { query }: InputOf<typeof listDecrees>) {
    return this.decrees.list(me, query);
  }
}
