import { getAttempt, getAttemptReview, saveAnswer, submitAttempt } from '@bimtek/assessment-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { AttemptsService } from './attempts.service.ts';

@Controller()
export class AttemptsController {
  constructor(private readonly attempts: AttemptsService) {}

  @Endpoint(getAttempt)
  getAttempt(@Me() me: Actor, @Input() { params }: InputOf<typeof getAttempt>) {
    return this.attempts.get(me, params.attemptId);
  }

  @Endpoint(saveAnswer)
  saveAnswer(@Me() me: Actor, @Input() { params, body }: InputOf<typeof saveAnswer>) {
    return this.attempts.saveAnswer(me, params, body);
  }

  @Endpoint(submitAttempt)
  submitAttempt(@Me() me: Actor, @Input() { params }: InputOf<typeof submitAttempt>) {
    return this.attempts.submit(me, params.attemptId);
  }

  @Endpoint(getAttemptReview)
  getAttemptReview(@Me() me: Actor, @Input() { params }: InputOf<typeof getAttemptReview>) {
    return this.attempts.review(me, params.attemptId);
  }
}
