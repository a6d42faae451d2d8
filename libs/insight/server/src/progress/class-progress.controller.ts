import { getClassProgress, listClassAverages } from '@bimtek/insight-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { ClassProgressService } from './class-progress.service.ts';

@Controller()
export class ClassProgressController {
  constructor(private readonly progress: ClassProgressService) {}

  @Endpoint(getClassProgress)
  getClassProgress(@Me() me: Actor, @Input() { params, query }: InputOf<typeof getClassProgress>) {
    return this.progress.ofClass(me, params.classGroupId, query);
  }

  @Endpoint(listClassAverages)
  listClassAverages(@Me() me: Actor, @Input() { query }: InputOf<typeof listClassAverages>) {
    return this.progress.averages(me, query);
  }
}
