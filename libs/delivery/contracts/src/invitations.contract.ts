import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { Selection } from './enrollments.contract.ts';
import { EnrollmentId, RunId } from './ids.ts';
import { deliveryProblem } from './problems.ts';

const at = z.object({ runId: RunId });

export const getInvitable = endpoint({
  name: 'getInvitable',
  summary: 'Candidates of the decrees within the own scope: how many, and how many are in the run',
  method: 'GET',
  path: 'runs/:runId/invitable',
  allow: 'enrollment.invite',
  params: at,
  result: z.object({
    items: z.array(
      z.object({
        decreeId: z.uuid(),
        decreeNumber: z.string(),
        provinceCode: z.string(),
        provinceName: z.string(),
        candidates: z.int(),
        enrolled: z.int(),
      }),
    ),
  }),
});

export const inviteCandidates = endpoint({
  name: 'inviteCandidates',
  summary: 'Enroll the candidates of a decree as invited; who is in the run already is left alone',
  method: 'POST',
  path: 'runs/:runId/invitations',
  allow: 'enrollment.invite',
  params: at,
  body: z.object({
    decreeId: z.uuid(),
    province: z
      .string()
      .regex(/^\d\d$/)
      .optional(),
  }),
  result: z.object({ invited: z.int(), already: z.int() }),
  problems: deliveryProblem,
});

/** Cards go out in sheets; more than this is asked for again with the next people. */
export const CARDS_MAX = 400;

export const ActivationCard = z
  .object({
    enrollmentId: EnrollmentId,
    name: z.string(),
    place: z.string(),
    participantCode: z.string(),
    link: z.string(),
    code: z.string(),
    expiresAt: z.iso.datetime(),
    /** Ready for WhatsApp, at most 600 characters. */
    message: z.string().max(600),
    /** Digits for `wa.me`; null without a phone. */
    whatsapp: z.string().nullable(),
  })
  .meta({ id: 'ActivationCard' });
export type ActivationCard = z.infer<typeof ActivationCard>;

/** Secrets leave the server here and nowhere else; issuing them is written in the audit log. */
export const issueActivationCards = endpoint({
  name: 'issueActivationCards',
  summary: 'New links and printed codes for people whose account is not active; earlier ones end',
  method: 'POST',
  path: 'activation-cards',
  allow: 'enrollment.invite',
  body: z.object({
    people: Selection,
    /**
     * Also for trainees whose account is active and who forgot their password; only for people who are named one by one,
     * and never for someone with a role beyond learning.
     */
    renew: z.boolean().default(false),
  }),
  result: z.object({
    cards: z.array(ActivationCard),
    /** People whose account is active already. */
    active: z.int(),
    /** People who match but did not fit on these sheets. */
    left: z.int(),
  }),
  problems: deliveryProblem,
});
