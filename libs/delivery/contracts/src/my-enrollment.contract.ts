import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { ClassGroupId, EnrollmentId, RunId } from './ids.ts';
import { TimeZone } from './places.ts';
import { deliveryProblem } from './problems.ts';
import { ClassGroupState, DeliveryMode, EnrollmentState } from './states.ts';

export const MyEnrollment = z
  .object({
    id: EnrollmentId,
    state: EnrollmentState,
    /** Why the data has to be corrected, in the verifier's words. */
    stateReason: z.string().nullable(),
    stateChangedAt: z.iso.datetime(),
    run: z.object({ id: RunId, name: z.string(), year: z.int(), mode: DeliveryMode }),
    /** The days of the class when it is known, otherwise of the run. */
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    timeZone: TimeZone,
    classGroup: z
      .object({
        id: ClassGroupId,
        code: z.string(),
        name: z.string(),
        state: ClassGroupState,
        trainers: z.array(z.string()),
        organizer: z.string().nullable(),
      })
      .nullable(),
    certificateName: z.object({
      name: z.string(),
      /** Null as long as the name, as it is now, is not confirmed. */
      confirmedAt: z.iso.datetime().nullable(),
      canConfirm: z.boolean(),
    }),
  })
  .meta({ id: 'MyEnrollment' });
export type MyEnrollment = z.infer<typeof MyEnrollment>;

export const getMyEnrollment = endpoint({
  name: 'getMyEnrollment',
  summary: 'The run and class the signed-in trainee belongs to now; null when there is none',
  method: 'GET',
  path: 'my/enrollment',
  allow: 'enrollment.read-own',
  result: z.object({ enrollment: MyEnrollment.nullable() }),
});

export const confirmCertificateName = endpoint({
  name: 'confirmCertificateName',
  summary:
    'Confirm the name for the certificate, exactly as it was shown; possible until the class is closed',
  method: 'PUT',
  path: 'my/enrollments/:enrollmentId/certificate-name',
  allow: 'enrollment.read-own',
  params: z.object({ enrollmentId: EnrollmentId }),
  body: z.object({ name: z.string().trim().min(1).max(300) }),
  result: z.object({ name: z.string(), confirmedAt: z.iso.datetime() }),
  problems: deliveryProblem,
});
