import { AttemptState } from '@bimtek/assessment-contracts';
import { Validity } from '@bimtek/certification-contracts';
import { TestKind } from '@bimtek/curriculum-contracts';
import {
  ClassGroupId,
  ClassGroupState,
  EnrollmentId,
  EnrollmentState,
  RunId,
} from '@bimtek/delivery-contracts';
import { ScoreSource } from '@bimtek/graduation-contracts';
import { endpoint, ScopeLevel } from '@bimtek/platform-contracts';
import { PersonId } from '@bimtek/registry-contracts';
import * as z from 'zod';
import { ModuleDone, ProgressModule, ProgressStanding } from './class-progress.contract.ts';

const Count = z.int().nonnegative();

/** One act of an office or of the system about the person, as the audit log has it. */
export const RecordedAct = z.object({
  at: z.iso.datetime(),
  /** `<context>.<what was done>` */
  action: z.string(),
  by: z.string(),
  role: z.string(),
  reason: z.string().nullable(),
});
export type RecordedAct = z.infer<typeof RecordedAct>;

/** From one state to the next; `from` is null where the way began. */
export const StateStep = RecordedAct.omit({ action: true }).extend({
  from: EnrollmentState.nullable(),
  to: EnrollmentState,
});
export type StateStep = z.infer<typeof StateStep>;

/** A try at a test: when and how well, never what was asked or answered. */
export const RecordedAttempt = z.object({
  id: z.uuid(),
  kind: TestKind,
  moduleCode: z.string().nullable(),
  ordinal: z.int().positive(),
  state: AttemptState,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  score: z.number().nullable(),
});
export type RecordedAttempt = z.infer<typeof RecordedAttempt>;

export const RecordedScore = z.object({
  component: z.string(),
  value: z.number(),
  outOf: z.number().nullable(),
  source: ScoreSource,
  recordedAt: z.iso.datetime(),
});
export type RecordedScore = z.infer<typeof RecordedScore>;

/** One training run of the person. A part that the role may not see is null. */
export const RecordedEnrollment = z
  .object({
    id: EnrollmentId,
    run: z.object({ id: RunId, name: z.string() }),
    classGroup: z
      .object({
        id: ClassGroupId,
        code: z.string(),
        name: z.string(),
        state: ClassGroupState,
        startsOn: z.iso.date(),
        endsOn: z.iso.date(),
      })
      .nullable(),
    state: EnrollmentState,
    stateReason: z.string().nullable(),
    stateChangedAt: z.iso.datetime(),
    nameConfirmedAt: z.iso.datetime().nullable(),
    /** Oldest first. */
    history: z.array(StateStep),
    progress: z.object({
      standing: ProgressStanding,
      lessonsDone: Count,
      lessonsTotal: Count,
      lessonsExpected: Count,
      modules: z.array(ProgressModule.extend(ModuleDone.pick({ done: true, begun: true }).shape)),
      lastActiveAt: z.iso.datetime().nullable(),
    }),
    attempts: z.array(RecordedAttempt).nullable(),
    scores: z.array(RecordedScore).nullable(),
    decision: z
      .object({
        outcome: z.enum(['passed', 'notPassed']),
        finalScore: z.number(),
        grade: z.string().nullable(),
        attendanceRate: z.number().nullable(),
        state: z.enum(['prepared', 'approved']),
        decidedAt: z.iso.datetime().nullable(),
      })
      .nullable(),
    certificates: z
      .array(
        z.object({
          id: z.uuid(),
          number: z.string(),
          version: z.int(),
          validity: Validity,
          issuedAt: z.iso.datetime(),
          endedAt: z.iso.datetime().nullable(),
          endedReason: z.string().nullable(),
          verificationCode: z.string(),
        }),
      )
      .nullable(),
  })
  .meta({ id: 'RecordedEnrollment' });
export type RecordedEnrollment = z.infer<typeof RecordedEnrollment>;

export const PersonRecord = z
  .object({
    person: z.object({
      id: PersonId,
      /** With titles. */
      name: z.string(),
      position: z.string().nullable(),
      /** Masked; `seeContact` shows them. */
      phone: z.string().nullable(),
      email: z.string().nullable(),
      participantCode: z.string().nullable(),
    }),
    library: z
      .object({
        name: z.string(),
        villageName: z.string().nullable(),
        districtName: z.string().nullable(),
        regencyName: z.string().nullable(),
        provinceName: z.string().nullable(),
      })
      .nullable(),
    account: z
      .object({
        state: z.enum(['invited', 'active', 'locked']),
        activatedAt: z.iso.datetime().nullable(),
        /** Of the sessions that are still known. */
        lastSeenAt: z.iso.datetime().nullable(),
        openSessions: Count,
        roles: z.array(
          z.object({
            role: z.string(),
            level: ScopeLevel,
            /** What the role is bound to, as people call it; null for the own rows and the whole country. */
            boundTo: z.string().nullable(),
            validTo: z.iso.datetime().nullable(),
          }),
        ),
      })
      .nullable(),
    /** Newest first, those within the caller's scope. */
    enrollments: z.array(RecordedEnrollment),
    /** The newest acts about the person, of whatever context, at most 50. */
    acts: z.array(RecordedAct).nullable(),
  })
  .meta({ id: 'PersonRecord' });
export type PersonRecord = z.infer<typeof PersonRecord>;

const at = z.object({ personId: PersonId });

export const getPersonRecord = endpoint({
  name: 'getPersonRecord',
  summary: 'One person from all sides, as far as the role may see them',
  method: 'GET',
  path: 'people/:personId/record',
  allow: 'person.read',
  params: at,
  result: PersonRecord,
});

export const seeContact = endpoint({
  name: 'seeContact',
  summary: 'The whole phone number and e-mail of one person; who looked is written down',
  method: 'POST',
  path: 'people/:personId/contact',
  allow: 'person.read',
  params: at,
  result: z.object({ phone: z.string().nullable(), email: z.string().nullable() }),
});
