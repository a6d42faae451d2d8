import { Module } from '@nestjs/common';
import { CalendarsController } from './calendar/calendars.controller.ts';
import { LiveModule } from './live.module.ts';
import { SessionsController } from './sessions/sessions.controller.ts';
import { SlidesController } from './slides/slides.controller.ts';

@Module({
  imports: [LiveModule],
  controllers: [SessionsController, SlidesController, CalendarsController],
})
export class LiveApiModule {}
