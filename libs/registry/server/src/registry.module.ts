import { IdentityModule } from '@bimtek/identity-server';
import type { ContextTables } from '@bimtek/platform-server';
import { Module } from '@nestjs/common';
import { Candidate, DecreeRow } from './decrees/decree.entity.ts';
import { DecreeImport } from './decrees/decree-import.ts';
import { Decrees } from './decrees/decrees.service.ts';
import { Library } from './libraries/library.entity.ts';
import { CreateRegistry1795000200000 } from './migrations/1795000200000-create-registry.ts';
import { IndexPhones1795000210000 } from './migrations/1795000210000-index-phones.ts';
import { IndexDecrees1795000220000 } from './migrations/1795000220000-index-decrees.ts';
import { FollowContact } from './people/follow-contact.ts';
import { People } from './people/people.service.ts';
import { RegistryPersonalData } from './people/registry-personal-data.ts';
import { Staff } from './people/staff.service.ts';
import { Person } from './people/person.entity.ts';
import { RegionRow } from './regions/region.entity.ts';
import { RegionScopes } from './regions/region-scopes.ts';
import { Regions } from './regions/regions.service.ts';
import { RegistryController } from './registry.controller.ts';

export const registryTables: ContextTables = {
  context: 'registry',
  entities: [RegionRow, Library, Person, DecreeRow, Candidate],
  migrations: [CreateRegistry1795000200000, IndexPhones1795000210000, IndexDecrees1795000220000],
};

@Module({
  imports: [IdentityModule],
  providers: [Regions, RegionScopes, People, Staff, Decrees, DecreeImport, RegistryPersonalData],
  exports: [Regions, People, Staff, Decrees],
})
export class RegistryModule {}

@Module({ imports: [RegistryModule], controllers: [RegistryController] })
export class RegistryApiModule {}

/** The import of decrees comes with the module. */
@Module({ imports: [RegistryModule], providers: [FollowContact] })
export class RegistryWorkerModule {}
