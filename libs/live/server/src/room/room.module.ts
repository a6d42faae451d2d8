import { Module } from '@nestjs/common';
import { GroupWorks } from '../group-work/group-work.service.ts';
import { Polls } from '../polls/polls.service.ts';
import { Votes } from '../polls/votes.service.ts';
import { Presence } from './presence.ts';
import { RoomActs } from './room-acts.service.ts';
import { RoomController } from './room.controller.ts';
import { RoomGateway } from './room.gateway.ts';
import { RoomLog } from './room-log.ts';
import { RoomRecords } from './room-records.service.ts';
import { Rooms } from './rooms.service.ts';
import { Talk } from './talk.service.ts';

/** Only of the api: rooms live where the sockets are. */
@Module({
  controllers: [RoomController],
  providers: [Presence, RoomLog, Rooms, Talk, RoomActs, Polls, Votes, GroupWorks, RoomRecords, RoomGateway],
})
export class RoomModule {}
