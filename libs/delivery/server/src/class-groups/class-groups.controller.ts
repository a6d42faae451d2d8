import {
  changeClassGroup,
  type ClassGroupDetail,
  type ClassGroupId,
  closeClassGroup,
  createClassGroup,
  findTeamMembers,
  getClassGroup,
  listClassGroups,
  openClassGroup,
  reopenClassGroup,
  setClassTeam,
} from '@bimtek/delivery-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ClassGroupPlans } from './class-group-plans.service.ts';
import { ClassGroupViews } from './class-group-views.service.ts';
import { ClassGroups } from './class-groups.service.ts';
import { ClassTeams } from './class-teams.service.ts';

@Controller()
export class ClassGroupsController {
  constructor(
    private readonly db: DataSource,
    private readonly plans: ClassGroupPlans,
    private readonly teams: ClassTeams,
    private readonly classGroups: ClassGroups,
    private readonly views: ClassGroupViews,
  ) {}

  @Endpoint(createClassGroup)
  createClassGroup(@Me() me: Actor, @Input() { body }: InputOf<typeof createClassGroup>) {
    return this.plans.create(me, body);
  }

  @Endpoint(changeClassGroup)
  changeClassGroup(@Me() me: Actor, @Input() { params, body }: InputOf<typeof changeClassGroup>) {
    return this.plans.change(me, params.classGroupId, body);
  }

  @Endpoint(setClassTeam)
  setClassTeam(@Me() me: Actor, @Input() { params, body }: InputOf<typeof setClassTeam>) {
    return this.teams.set(me, params.classGroupId, body);
  }

  @Endpoint(listClassGroups)
  listClassGroups(@Me() me: Actor, @Input() { query }: InputOf<typeof listClassGroups>) {
    return this.views.list(me, query);
  }

  @Endpoint(getClassGroup)
  getClassGroup(@Me() me: Actor, @Input() { params }: InputOf<typeof getClassGroup>) {
    return this.views.get(this.db.manager, me, params.classGroupId);
  }

  @Endpoint(openClassGroup)
  openClassGroup(@Me() me: Actor, @Input() { params }: InputOf<typeof openClassGroup>) {
    return this.#act(me, params.classGroupId, (tx) => this.classGroups.open(tx, me, params.classGroupId));
  }

  @Endpoint(closeClassGroup)
  closeClassGroup(@Me() me: Actor, @Input() { params }: InputOf<typeof closeClassGroup>) {
    return this.#act(me, params.classGroupId, (tx) => this.classGroups.close(tx, me, params.classGroupId));
  }

  @Endpoint(reopenClassGroup)
  reopenClassGroup(@Me() me: Actor, @Input() { params, body }: InputOf<typeof reopenClassGroup>) {
    const { classGroupId } = params;
    return this.#act(me, classGroupId, (tx) => this.classGroups.reopen(tx, me, classGroupId, body.reason));
  }

  @Endpoint(findTeamMembers)
  findTeamMembers(@Me() me: Actor, @Input() { query }: InputOf<typeof findTeamMembers>) {
    return this.views.findTeamMembers(me, query);
  }

  /** The acts take the caller's transaction, for the contexts to the right; here each is one of its own. */
  #act(
    me: Actor,
    classGroupId: ClassGroupId,
    act: (tx: EntityManager) => Promise<void>,
  ): Promise<ClassGroupDetail> {
    return this.db.transaction(async (tx) => {
      await act(tx);
      return this.views.get(tx, me, classGroupId);
    });
  }
}
