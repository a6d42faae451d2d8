import { exportGradebook, getGradebook } from '@bimtek/insight-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { GradebookService } from './gradebook.service.ts';

@Controller()
export class GradebookController {
  constructor(private readonly gradebook: GradebookService) {}

  @Endpoint(getGradebook)
  getGradebook(@Me() me: Actor, @Input() { params, query }: InputOf<typeof getGradebook>) {
    return this.gradebook.get(me, params, query);
  }

  @Endpoint(exportGradebook)
  exportGradebook(@Me() me: Actor, @Input() { params }: InputOf<typeof exportGradebook>) {
    return this.gradebook.export(me, params);
  }
}
