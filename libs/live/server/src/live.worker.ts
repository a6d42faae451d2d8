import { NotificationModule } from '@bimtek/notification-server';
import { Module } from '@nestjs/common';
import { SettleAfterTimetable } from './attendance/settle-after-timetable.job.ts';
import { LiveModule } from './live.module.ts';
import { TellOfSessions } from './sessions/tell-of-sessions.job.ts';
import { SlideDrawings } from './slides/slide-drawings.service.ts';
import { DrawSlides, RemoveSlideFiles } from './slides/slides.handlers.ts';

@Module({
  imports: [NotificationModule, LiveModule],
  providers: [SettleAfterTimetable, TellOfSessions, SlideDrawings, DrawSlides, RemoveSlideFiles],
})
export class LiveWorkerModule {}
