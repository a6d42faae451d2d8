import { getTest, startAttempt } from '@bimtek/assessment-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { TestsService } from './tests.service.ts';

@Controller()
export class TestsController {
  constructor(private readonly tests: TestsService) {}

  @Endpoint(getTest)
  getTest(@Me() me: Actor, @Input() { params }: InputOf<typeof getTest>) {
    return this.tests.intro(me, params.testId);
  }

  @Endpoint(startAttempt)
  startAttempt(@Me() me: Actor, @Input() { params }: InputOf<typeof startAttempt>) {
    return this.tests.start(me, params.testId);
  }
}
