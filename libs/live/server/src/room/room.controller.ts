import {
  exportChat,
  exportChatAsCsv,
  exportPolls,
  exportPollsAsCsv,
  getProjector,
  getRanking,
  listPolls,
  listRoomPeople,
  preparePoll,
  removePoll,
} from '@bimtek/live-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { attachment, Endpoint, Input, Me, XLSX_TYPE } from '@bimtek/platform-server';
import { Controller, StreamableFile } from '@nestjs/common';
import { Polls } from '../polls/polls.service.ts';
import { RoomRecords } from './room-records.service.ts';

const CSV_TYPE = 'text/csv; charset=utf-8';

@Controller()
export class RoomController {
  constructor(
    private readonly records: RoomRecords,
    private readonly polls: Polls,
  ) {}

  @Endpoint(listPolls)
  listPolls(@Me() me: Actor, @Input() { params }: InputOf<typeof listPolls>) {
    return this.polls.list(me, params.sessionId);
  }

  @Endpoint(preparePoll)
  preparePoll(@Me() me: Actor, @Input() { params, body }: InputOf<typeof preparePoll>) {
    return this.polls.prepare(me, params, body);
  }

  @Endpoint(removePoll)
  removePoll(@Me() me: Actor, @Input() { params }: InputOf<typeof removePoll>) {
    return this.polls.remove(me, params);
  }

  @Endpoint(listRoomPeople)
  listRoomPeople(@Me() me: Actor, @Input() { params, query }: InputOf<typeof listRoomPeople>) {
    return this.records.people(me, params.sessionId, query);
  }

  @Endpoint(getProjector)
  getProjector(@Me() me: Actor, @Input() { params }: InputOf<typeof getProjector>) {
    return this.records.projector(me, params.sessionId);
  }

  @Endpoint(getRanking)
  getRanking(@Me() me: Actor, @Input() { params }: InputOf<typeof getRanking>) {
    return this.polls.ranking(me, params.sessionId);
  }

  @Endpoint(exportChat)
  async exportChat(@Me() me: Actor, @Input() { params }: InputOf<typeof exportChat>) {
    const table = await this.records.chatTable(me, params.sessionId, 'xlsx');
    return new StreamableFile(table, { type: XLSX_TYPE, disposition: attachment('obrolan.xlsx') });
  }

  @Endpoint(exportChatAsCsv)
  async exportChatAsCsv(@Me() me: Actor, @Input() { params }: InputOf<typeof exportChatAsCsv>) {
    const table = await this.records.chatTable(me, params.sessionId, 'csv');
    return new StreamableFile(table, { type: CSV_TYPE, disposition: attachment('obrolan.csv') });
  }

  @Endpoint(exportPolls)
  async exportPolls(@Me() me: Actor, @Input() { params }: InputOf<typeof exportPolls>) {
    const table = await this.records.pollsTable(me, params.sessionId, 'xlsx');
    return new StreamableFile(table, { type: XLSX_TYPE, disposition: attachment('jajak-pendapat.xlsx') });
  }

  @Endpoint(exportPollsAsCsv)
  async exportPollsAsCsv(@Me() me: Actor, @Input() { params }: InputOf<typeof exportPollsAsCsv>) {
    const table = await this.records.pollsTable(me, params.sessionId, 'csv');
    return new StreamableFile(table, { type: CSV_TYPE, disposition: attachment('jajak-pendapat.csv') });
  }
}
