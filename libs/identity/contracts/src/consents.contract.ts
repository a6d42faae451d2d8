import { endpoint, event, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';

/** What a person may agree to beyond the training itself; each by itself, none needed to take part. */
export const ConsentPurpose = z.enum(['photo', 'impact-story', 'disability', 'research-contact']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

export const consentProblem = problems({
  'consent-text-changed': [409, 'The text has changed since it was read'],
});

/** In both languages of the portal. */
const BothLanguages = z.object({ id: z.string(), en: z.string() });

export const ConsentView = z
  .object({
    purpose: ConsentPurpose,
    /** The version that would be agreed to now. */
    version: z.int(),
    title: BothLanguages,
    text: BothLanguages,
    /** What stands: null when it was never given or has been withdrawn, or when the text has changed in meaning. */
    given: z.object({ version: z.int(), at: z.iso.datetime() }).nullable(),
    history: z.array(
      z.object({
        version: z.int(),
        givenAt: z.iso.datetime(),
        withdrawnAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'Consent' });
export type ConsentView = z.infer<typeof ConsentView>;

export const listConsents = endpoint({
  name: 'listConsents',
  summary: 'What one may agree to, and what one has agreed to',
  method: 'GET',
  path: 'account/consents',
  allow: 'signed-in',
  result: z.object({ items: z.array(ConsentView) }),
});

export const giveConsent = endpoint({
  name: 'giveConsent',
  summary: 'Agree to one purpose in the version that was read; a second call changes nothing',
  method: 'PUT',
  path: 'account/consents/:purpose',
  allow: 'signed-in',
  params: z.object({ purpose: ConsentPurpose }),
  body: z.object({ version: z.int() }),
  result: ConsentView,
  problems: consentProblem,
});

export const withdrawConsent = endpoint({
  name: 'withdrawConsent',
  summary: 'Withdraw from one purpose; a second call changes nothing',
  method: 'DELETE',
  path: 'account/consents/:purpose',
  allow: 'signed-in',
  params: z.object({ purpose: ConsentPurpose }),
  result: ConsentView,
});

/** Whoever uses what the purpose allowed stops; the law gives three days. */
export const consentWithdrawn = event({
  name: 'identity.consent-withdrawn',
  payload: z.object({ personId: z.uuid(), purpose: ConsentPurpose }),
});
