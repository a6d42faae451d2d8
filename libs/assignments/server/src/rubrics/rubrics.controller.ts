import { checkRubric, correctRubric, getRubricOfRun } from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Rubrics } from './rubrics.service.ts';

@Controller()
export class RubricsController {
  constructor(private readonly rubrics: Rubrics) {}

  @Endpoint(getRubricOfRun)
  get(@Me() me: Actor, @Input() { params }: InputOf<typeof getRubricOfRun>) {
    return this.rubrics.get(me, params);
  }

  @Endpoint(checkRubric)
  check(@Me() me: Actor, @Input() { params, body }: InputOf<typeof checkRubric>) {
    return this.rubrics.check(me, params, body);
  }

  @Endpoint(correctRubric)
  correct(@Me() me: Actor, @Input() { params, body }: InputOf<typeof correctRubric>) {
    return this.rubrics.correct(me, params, body);
  }
}
