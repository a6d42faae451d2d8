import { deliveryProblem, type EnrollmentId, type MyEnrollment } from '@bimtek/delivery-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { nameWithTitles } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Enrollment } from '../enrollments/enrollment.entity.ts';
import { canConfirmName } from '../enrollments/enrollment.rules.ts';
import { Enrollments } from '../enrollments/enrollments.service.ts';
import { myClass, personNameOf } from './my-enrollment.queries.ts';

/** The trainee's own view: which class, and under which name. */
@Injectable()
export class MyEnrollments {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly enrollments: Enrollments,
  ) {}

  async current(me: Actor): Promise<MyEnrollment | null> {
    const current = await this.enrollments.currentOf(me.userId);
    if (!current) return null;
    const facts = await myClass(this.db.manager, current.enrollmentId);
    const { classGroupId, classCode, className, classState, state, runId, runName } = current;
    const name = nameWithTitles({ ...facts, fullName: facts.fullName ?? me.displayName });
    const isConfirmed = facts.confirmedName === name;
    return {
      id: current.enrollmentId,
      state,
      stateReason: facts.stateReason,
      stateChangedAt: facts.stateChangedAt.toISOString(),
      run: { id: runId, name: runName, year: facts.year, mode: facts.mode },
      startsOn: current.startsOn,
      endsOn: current.endsOn,
      timeZone: current.timeZone,
      classGroup:
        classGroupId && classCode && className && classState
          ? {
              id: classGroupId,
              code: classCode,
              name: className,
              state: classState,
              trainers: facts.trainers,
              organizer: facts.organizer,
            }
          : null,
      certificateName: {
        name,
        confirmedAt: isConfirmed ? (facts.confirmedAt?.toISOString() ?? null) : null,
        canConfirm: !isConfirmed && canConfirmName(state, classState === 'closed'),
      },
    };
  }

  /**
   * Confirms the name as it was shown. It must still be the name, so that nobody confirms what they have not read;
   * the same confirmation again keeps the first time.
   */
  async confirmName(
    me: Actor,
    enrollmentId: EnrollmentId,
    shownName: string,
  ): Promise<{ name: string; confirmedAt: string }> {
    return this.db.transaction(async (tx) => {
      const own = { id: enrollmentId, personId: me.userId };
      const enrollment = found(
        await tx.findOne(Enrollment, { where: own, lock: { mode: 'pessimistic_write' } }),
      );
      const { name, isClassClosed } = await personNameOf(tx, enrollment);
      const { confirmedCertificateName, certificateNameConfirmedAt } = enrollment;
      if (certificateNameConfirmedAt && confirmedCertificateName === shownName && name === shownName) {
        return { name, confirmedAt: certificateNameConfirmedAt.toISOString() };
      }
      if (!canConfirmName(enrollment.state, isClassClosed)) throw deliveryProblem('class-closed');
      if (name !== shownName) throw deliveryProblem('name-has-changed', { name });
      const confirmedAt = this.clock.now();
      await tx.update(
        Enrollment,
        { id: enrollmentId },
        { confirmedCertificateName: name, certificateNameConfirmedAt: confirmedAt },
      );
      return { name, confirmedAt: confirmedAt.toISOString() };
    });
  }
}
