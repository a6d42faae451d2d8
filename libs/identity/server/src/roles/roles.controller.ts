import { endGrant, findRoleScopes, grantRole, listRoleHolders } from '@bimtek/identity-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { RoleHolders } from './role-holders.service.ts';

@Controller()
export class RolesController {
  constructor(private readonly holders: RoleHolders) {}

  @Endpoint(listRoleHolders)
  listRoleHolders(@Me() me: Actor, @Input() { query }: InputOf<typeof listRoleHolders>) {
    return this.holders.list(me, query);
  }

  @Endpoint(findRoleScopes)
  findRoleScopes(@Me() me: Actor, @Input() { query }: InputOf<typeof findRoleScopes>) {
    return this.holders.findScopes(me, query);
  }

  @Endpoint(grantRole)
  grantRole(@Me() me: Actor, @Input() { params, body }: InputOf<typeof grantRole>) {
    return this.holders.grant(me, params.personId, body);
  }

  @Endpoint(endGrant)
  endGrant(@Me() me: Actor, @Input() { params, body }: InputOf<typeof endGrant>) {
    return this.holders.end(me, params.grantId, body);
  }
}
