import { Module } from '@nestjs/common';
import { AttendanceController, MyAttendanceController } from './attendance/attendance.controller.ts';
import { CalendarsController } from './calendar/calendars.controller.ts';
import { RoomModule } from './room/room.module.ts';
import { LiveModule } from './live.module.ts';
import { SessionsController } from './sessions/sessions.controller.ts';
import { SlidesController } from './slides/slides.controller.ts';

@Module({
  imports: [LiveModule, RoomModule],
  controllers: [
    MyAttendanceController,
    AttendanceController,
    SessionsController,
    SlidesController,
    CalendarsController,
  ],
})
export class LiveApiModule {}
