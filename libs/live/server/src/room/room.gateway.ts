import {
  announce,
  ask,
  catchUp,
  endGroupWork,
  hideMessage,
  joinRoom,
  leaveRoom,
  moveHands,
  movePoll,
  raiseHand,
  react,
  reportLink,
  restrictPerson,
  say,
  setQuestion,
  setRoom,
  setStage,
  startGroupWork,
  vote,
  voteForQuestion,
  writeLine,
} from '@bimtek/live-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type LiveSocket, Message } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { GroupWorks } from '../group-work/group-work.service.ts';
import { Polls } from '../polls/polls.service.ts';
import { Votes } from '../polls/votes.service.ts';
import { RoomActs } from './room-acts.service.ts';
import { Rooms } from './rooms.service.ts';
import { Talk } from './talk.service.ts';

/** Everything but coming in asks for the member of the room first: who has not joined, or was taken out, does nothing. */
@Injectable()
export class RoomGateway {
  constructor(
    private readonly rooms: Rooms,
    private readonly talk: Talk,
    private readonly acts: RoomActs,
    private readonly polls: Polls,
    private readonly votes: Votes,
    private readonly works: GroupWorks,
  ) {}

  @Message(joinRoom)
  join(socket: LiveSocket, { sessionId, seen }: Payload<typeof joinRoom>) {
    return this.rooms.join(socket, sessionId, seen);
  }

  @Message(leaveRoom)
  leave(socket: LiveSocket, { sessionId }: Payload<typeof leaveRoom>) {
    this.rooms.leave(socket, sessionId);
    return {};
  }

  @Message(catchUp)
  catchUp(socket: LiveSocket, { sessionId, channel, after }: Payload<typeof catchUp>) {
    return this.rooms.catchUp(this.rooms.member(socket, sessionId), channel, after);
  }

  @Message(reportLink)
  reportLink(socket: LiveSocket, { sessionId, ...link }: Payload<typeof reportLink>) {
    this.rooms.reported(this.rooms.member(socket, sessionId), link);
    return {};
  }

  @Message(say)
  say(socket: LiveSocket, sent: Payload<typeof say>) {
    return this.talk.say(this.rooms.member(socket, sent.sessionId), sent);
  }

  @Message(ask)
  ask(socket: LiveSocket, sent: Payload<typeof ask>) {
    return this.talk.ask(this.rooms.member(socket, sent.sessionId), sent);
  }

  @Message(voteForQuestion)
  voteForQuestion(socket: LiveSocket, sent: Payload<typeof voteForQuestion>) {
    return this.talk.voteForQuestion(this.rooms.member(socket, sent.sessionId), sent);
  }

  @Message(raiseHand)
  raiseHand(socket: LiveSocket, { sessionId, raised }: Payload<typeof raiseHand>) {
    return this.talk.raiseHand(this.rooms.trainee(socket, sessionId), raised);
  }

  @Message(react)
  react(socket: LiveSocket, { sessionId, kind }: Payload<typeof react>) {
    this.rooms.member(socket, sessionId);
    this.rooms.reacted(sessionId, kind);
    return {};
  }

  @Message(vote)
  vote(socket: LiveSocket, { sessionId, ...sent }: Payload<typeof vote>) {
    return this.votes.vote(this.rooms.trainee(socket, sessionId), sent);
  }

  @Message(writeLine)
  writeLine(socket: LiveSocket, sent: Payload<typeof writeLine>) {
    return this.works.writeLine(this.rooms.member(socket, sent.sessionId), sent);
  }

  @Message(hideMessage)
  async hideMessage(socket: LiveSocket, { sessionId, messageId }: Payload<typeof hideMessage>) {
    await this.talk.hide(this.rooms.leader(socket, sessionId), messageId);
    return {};
  }

  @Message(restrictPerson)
  async restrictPerson(socket: LiveSocket, sent: Payload<typeof restrictPerson>) {
    await this.acts.restrict(this.rooms.leader(socket, sent.sessionId), sent);
    return {};
  }

  @Message(setRoom)
  setRoom(socket: LiveSocket, { sessionId, settings }: Payload<typeof setRoom>) {
    return this.acts.setRoom(this.rooms.leader(socket, sessionId), settings as never);
  }

  @Message(setStage)
  setStage(socket: LiveSocket, { sessionId, stage }: Payload<typeof setStage>) {
    return this.acts.setStage(this.rooms.leader(socket, sessionId), stage as never);
  }

  @Message(announce)
  async announce(socket: LiveSocket, sent: Payload<typeof announce>) {
    await this.acts.announce(this.rooms.leader(socket, sent.sessionId), sent);
    return {};
  }

  @Message(setQuestion)
  setQuestion(socket: LiveSocket, { sessionId, questionId, state }: Payload<typeof setQuestion>) {
    return this.talk.setQuestion(this.rooms.leader(socket, sessionId), questionId, state);
  }

  @Message(moveHands)
  moveHands(socket: LiveSocket, sent: Payload<typeof moveHands>) {
    return this.talk.moveHands(this.rooms.leader(socket, sent.sessionId), sent);
  }

  @Message(movePoll)
  movePoll(socket: LiveSocket, { sessionId, pollId, act }: Payload<typeof movePoll>) {
    return this.polls.move(this.rooms.leader(socket, sessionId), pollId, act);
  }

  @Message(startGroupWork)
  startGroupWork(socket: LiveSocket, sent: Payload<typeof startGroupWork>) {
    return this.works.start(this.rooms.leader(socket, sent.sessionId), sent);
  }

  @Message(endGroupWork)
  async endGroupWork(socket: LiveSocket, { sessionId, workId }: Payload<typeof endGroupWork>) {
    await this.works.end(this.rooms.leader(socket, sessionId), workId);
    return {};
  }
}
