import { endCalendarFeed, getCalendarFeed, makeCalendarFeed, readCalendar } from '@bimtek/live-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me, Request } from '@bimtek/platform-server';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Calendars } from './calendars.service.ts';

@Controller()
export class CalendarsController {
  constructor(private readonly calendars: Calendars) {}

  @Endpoint(getCalendarFeed)
  getCalendarFeed(@Me() me: Actor) {
    return this.calendars.feedOf(me);
  }

  @Endpoint(makeCalendarFeed)
  makeCalendarFeed(@Me() me: Actor) {
    return this.calendars.make(me);
  }

  @Endpoint(endCalendarFeed)
  endCalendarFeed(@Me() me: Actor) {
    return this.calendars.end(me);
  }

  @Endpoint(readCalendar)
  async readCalendar(
    @Input() { params }: InputOf<typeof readCalendar>,
    @Request() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const text = await this.calendars.read(params.token, request.ip);
    return reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="ruang-bimtek.ics"')
      .send(text);
  }
}
