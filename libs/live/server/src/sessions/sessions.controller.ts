import {
  cancelSession,
  changeSession,
  endStage,
  findRecordings,
  getLiveSession,
  joinStage,
  listAgenda,
  listClassSessions,
  listMySessions,
  moveSession,
  planSessions,
  setRecording,
} from '@bimtek/live-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { SessionStages } from './session-stages.service.ts';
import { SessionViews } from './session-views.service.ts';
import { Sessions } from './sessions.service.ts';

@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
    private readonly stages: SessionStages,
  ) {}

  @Endpoint(listMySessions)
  listMySessions(@Me() me: Actor) {
    return this.views.mine(me);
  }

  @Endpoint(listAgenda)
  listAgenda(@Me() me: Actor, @Input() { query }: InputOf<typeof listAgenda>) {
    return this.views.agenda(me, query);
  }

  @Endpoint(listClassSessions)
  listClassSessions(@Me() me: Actor, @Input() { params }: InputOf<typeof listClassSessions>) {
    return this.views.ofClass(me, params.classGroupId);
  }

  @Endpoint(getLiveSession)
  getLiveSession(@Me() me: Actor, @Input() { params }: InputOf<typeof getLiveSession>) {
    return this.views.get(me, params.sessionId);
  }

  @Endpoint(planSessions)
  planSessions(@Me() me: Actor, @Input() { body }: InputOf<typeof planSessions>) {
    return this.sessions.plan(me, body);
  }

  @Endpoint(changeSession)
  changeSession(@Me() me: Actor, @Input() { params, body }: InputOf<typeof changeSession>) {
    return this.sessions.change(me, params.sessionId, body);
  }

  @Endpoint(moveSession)
  moveSession(@Me() me: Actor, @Input() { params, body }: InputOf<typeof moveSession>) {
    return this.sessions.move(me, params.sessionId, body);
  }

  @Endpoint(cancelSession)
  cancelSession(@Me() me: Actor, @Input() { params, body }: InputOf<typeof cancelSession>) {
    return this.sessions.cancel(me, params.sessionId, body);
  }

  @Endpoint(setRecording)
  setRecording(@Me() me: Actor, @Input() { params, body }: InputOf<typeof setRecording>) {
    return this.sessions.setRecording(me, params.sessionId, body);
  }

  @Endpoint(findRecordings)
  findRecordings(@Me() me: Actor, @Input() { params }: InputOf<typeof findRecordings>) {
    return this.stages.recordings(me, params.sessionId);
  }

  @Endpoint(joinStage)
  joinStage(@Me() me: Actor, @Input() { params }: InputOf<typeof joinStage>) {
    return this.stages.enter(me, params.sessionId);
  }

  @Endpoint(endStage)
  endStage(@Me() me: Actor, @Input() { params }: InputOf<typeof endStage>) {
    return this.stages.end(me, params.sessionId);
  }
}
