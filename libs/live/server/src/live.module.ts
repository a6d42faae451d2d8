import { CurriculumModule } from '@bimtek/curriculum-server';
import { DeliveryModule } from '@bimtek/delivery-server';
import { NotificationModule } from '@bimtek/notification-server';
import { Module } from '@nestjs/common';
import { AttendanceModule } from './attendance/attendance.module.ts';
import { Calendars } from './calendar/calendars.service.ts';
import { LivePersonalData } from './live-personal-data.ts';
import { SessionStages } from './sessions/session-stages.service.ts';
import { SessionViews } from './sessions/session-views.service.ts';
import { Sessions } from './sessions/sessions.service.ts';
import { Timetables } from './sessions/timetables.ts';
import { Slides } from './slides/slides.service.ts';
import { BigBlueButtonStages } from './stage/bigbluebutton-stage.ts';
import { HallStages } from './stage/hall-stage.ts';
import { JitsiStages } from './stage/jitsi-stage.ts';
import { LinkStages } from './stage/link-stage.ts';
import { Stages } from './stage/stages.service.ts';

const services = [Sessions, SessionViews, SessionStages, Timetables, Slides, Calendars];

@Module({
  imports: [NotificationModule, CurriculumModule, DeliveryModule, AttendanceModule],
  providers: [
    LinkStages,
    HallStages,
    JitsiStages,
    BigBlueButtonStages,
    Stages,
    LivePersonalData,
    ...services,
  ],
  exports: [...services, AttendanceModule],
})
export class LiveModule {}
