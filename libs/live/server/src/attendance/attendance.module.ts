import { QuestionBanks } from '@bimtek/assessment-server';
import { CurriculumModule } from '@bimtek/curriculum-server';
import { DeliveryModule } from '@bimtek/delivery-server';
import { NotificationModule } from '@bimtek/notification-server';
import { Module } from '@nestjs/common';
import { AttendanceLedger } from './attendance-ledger.ts';
import { ClassAttendance } from './class-attendance.service.ts';
import { MyAttendance } from './my-attendance.service.ts';
import { Proofs } from './proofs.service.ts';
import { ParticipantReports } from './reports/participant-reports.service.ts';
import { AttendanceNotices } from './requests/attendance-notices.ts';
import { MyRequests } from './requests/my-requests.service.ts';
import { AttendanceRequests } from './requests/requests.service.ts';
import { SessionAttendance } from './session-attendance.service.ts';
import { TimetableChanges } from './timetable-changes.service.ts';
import { VenueAttendance } from './venue.service.ts';

const services = [
  AttendanceLedger,
  MyAttendance,
  MyRequests,
  SessionAttendance,
  ClassAttendance,
  VenueAttendance,
  AttendanceRequests,
  ParticipantReports,
  TimetableChanges,
];

@Module({
  imports: [NotificationModule, CurriculumModule, DeliveryModule],
  providers: [...services, Proofs, AttendanceNotices, QuestionBanks],
  exports: services,
})
export class AttendanceModule {}
