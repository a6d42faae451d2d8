import {
  answerSubstitute,
  askCorrection,
  askExcuse,
  checkIn,
  closeSession,
  confirmReport,
  decideCorrection,
  decideExcuse,
  decideSubstitute,
  getClassAttendance,
  getEvidenceFile,
  getExcuseDocument,
  getMyAttendance,
  getMySessionAttendance,
  getReport,
  getSessionAttendance,
  getSessionCodes,
  getSubstitute,
  getVenueAttendance,
  listAttendanceRequests,
  listEvidence,
  listReports,
  markAttendance,
  printDailyList,
  sendVenuePhoto,
  syncChecks,
  tickVenue,
  uploadReport,
  writeSubstitute,
} from '@bimtek/live-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import {
  Endpoint,
  FileSender,
  Input,
  Me,
  Request,
  type StoredFile,
  Uploaded,
  type UploadedFile,
} from '@bimtek/platform-server';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClassAttendance } from './class-attendance.service.ts';
import { MyAttendance } from './my-attendance.service.ts';
import { ParticipantReports } from './reports/participant-reports.service.ts';
import { MyRequests } from './requests/my-requests.service.ts';
import { AttendanceRequests } from './requests/requests.service.ts';
import { SessionAttendance } from './session-attendance.service.ts';
import { VenueAttendance } from './venue.service.ts';

@Controller()
export class MyAttendanceController {
  constructor(
    private readonly mine: MyAttendance,
    private readonly requests: MyRequests,
  ) {}

  @Endpoint(getMyAttendance)
  all(@Me() me: Actor) {
    return this.mine.all(me);
  }

  @Endpoint(getMySessionAttendance)
  one(@Me() me: Actor, @Input() { params }: InputOf<typeof getMySessionAttendance>) {
    return this.mine.one(me, params.sessionId);
  }

  @Endpoint(checkIn)
  check(@Me() me: Actor, @Input() { params, body }: InputOf<typeof checkIn>) {
    return this.mine.check(me, params, body);
  }

  @Endpoint(syncChecks)
  sync(@Me() me: Actor, @Input() { body }: InputOf<typeof syncChecks>) {
    return this.mine.sync(me, body);
  }

  @Endpoint(askCorrection)
  askCorrection(@Me() me: Actor, @Input() { params, body }: InputOf<typeof askCorrection>) {
    return this.requests.askCorrection(me, params, body);
  }

  @Endpoint(askExcuse)
  askExcuse(
    @Me() me: Actor,
    @Input() { params, query }: InputOf<typeof askExcuse>,
    @Uploaded() file: UploadedFile,
  ) {
    return this.requests.askExcuse(me, params, query, file);
  }

  @Endpoint(getSubstitute)
  substitute(@Me() me: Actor, @Input() { params }: InputOf<typeof getSubstitute>) {
    return this.requests.substitute(me, params);
  }

  @Endpoint(answerSubstitute)
  answer(@Me() me: Actor, @Input() { params, body }: InputOf<typeof answerSubstitute>) {
    return this.requests.answerSubstitute(me, params, body);
  }

  @Endpoint(writeSubstitute)
  write(@Me() me: Actor, @Input() { params, body }: InputOf<typeof writeSubstitute>) {
    return this.requests.writeSubstitute(me, params, body);
  }
}

@Controller()
export class AttendanceController {
  constructor(
    private readonly sessions: SessionAttendance,
    private readonly classes: ClassAttendance,
    private readonly venues: VenueAttendance,
    private readonly requests: AttendanceRequests,
    private readonly reports: ParticipantReports,
    private readonly sender: FileSender,
  ) {}

  @Endpoint(getSessionCodes)
  codes(@Me() me: Actor, @Input() { params }: InputOf<typeof getSessionCodes>) {
    return this.sessions.codes(me, params);
  }

  @Endpoint(getSessionAttendance)
  roster(@Me() me: Actor, @Input() { params, query }: InputOf<typeof getSessionAttendance>) {
    return this.sessions.roster(me, params, query);
  }

  @Endpoint(listEvidence)
  evidence(@Me() me: Actor, @Input() { params }: InputOf<typeof listEvidence>) {
    return this.sessions.evidence(me, params);
  }

  @Endpoint(getEvidenceFile)
  async evidenceFile(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof getEvidenceFile>,
    @Request() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.#send(request, reply, await this.sessions.file(me, params));
  }

  @Endpoint(markAttendance)
  mark(@Me() me: Actor, @Input() { params, body }: InputOf<typeof markAttendance>) {
    return this.sessions.mark(me, params, body);
  }

  @Endpoint(closeSession)
  close(@Me() me: Actor, @Input() { params }: InputOf<typeof closeSession>) {
    return this.sessions.close(me, params);
  }

  @Endpoint(getVenueAttendance)
  venue(@Me() me: Actor, @Input() { params, query }: InputOf<typeof getVenueAttendance>) {
    return this.venues.get(me, params, query);
  }

  @Endpoint(tickVenue)
  tick(@Me() me: Actor, @Input() { params, body }: InputOf<typeof tickVenue>) {
    return this.venues.tick(me, params, body);
  }

  @Endpoint(sendVenuePhoto)
  sendPhoto(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof sendVenuePhoto>,
    @Uploaded() file: UploadedFile,
  ) {
    return this.venues.sendPhoto(me, params, file);
  }

  @Endpoint(listReports)
  reportList(@Me() me: Actor, @Input() { params }: InputOf<typeof listReports>) {
    return this.reports.list(me, params);
  }

  @Endpoint(uploadReport)
  uploadReport(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof uploadReport>,
    @Uploaded() file: UploadedFile,
  ) {
    return this.reports.upload(me, params, file);
  }

  @Endpoint(getReport)
  report(@Me() me: Actor, @Input() { params }: InputOf<typeof getReport>) {
    return this.reports.get(me, params);
  }

  @Endpoint(confirmReport)
  confirmReport(@Me() me: Actor, @Input() { params, body }: InputOf<typeof confirmReport>) {
    return this.reports.confirm(me, params, body);
  }

  @Endpoint(getClassAttendance)
  matrix(@Me() me: Actor, @Input() { params }: InputOf<typeof getClassAttendance>) {
    return this.classes.matrix(me, params);
  }

  @Endpoint(printDailyList)
  print(@Me() me: Actor, @Input() { params, query }: InputOf<typeof printDailyList>) {
    return this.classes.print(me, params, query);
  }

  @Endpoint(listAttendanceRequests)
  requestList(@Me() me: Actor, @Input() { params }: InputOf<typeof listAttendanceRequests>) {
    return this.requests.list(me, params);
  }

  @Endpoint(decideCorrection)
  decideCorrection(@Me() me: Actor, @Input() { params, body }: InputOf<typeof decideCorrection>) {
    return this.requests.decideCorrection(me, params, body);
  }

  @Endpoint(decideExcuse)
  decideExcuse(@Me() me: Actor, @Input() { params, body }: InputOf<typeof decideExcuse>) {
    return this.requests.decideExcuse(me, params, body);
  }

  @Endpoint(getExcuseDocument)
  async document(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof getExcuseDocument>,
    @Request() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.#send(request, reply, await this.requests.document(me, params));
  }

  @Endpoint(decideSubstitute)
  decideSubstitute(@Me() me: Actor, @Input() { params, body }: InputOf<typeof decideSubstitute>) {
    return this.requests.decideSubstitute(me, params, body);
  }

  /** Photos are shown in place; a PDF is saved, as browsers draw none in a sandbox. */
  #send(request: FastifyRequest, reply: FastifyReply, file: StoredFile) {
    return this.sender.send(request, reply, file, { isShown: file.mediaType.startsWith('image/') });
  }
}
