import { endpoint, event, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { Password } from './account.contract.ts';

export const accountProblem = problems({
  'wrong-password': [403, 'The password does not fit'],
  'password-too-easy': [422, 'The password is too easy to guess'],
  'phone-not-valid': [422, 'This is no phone number'],
  'email-taken': [409, 'Another account has this e-mail'],
  'own-account': [409, 'Nobody does this to the own account'],
  'account-locked': [409, 'The account is locked'],
  'no-second-factor': [409, 'The account has no second factor'],
});

/** The password once more, before something that could take the account away from its owner. */
export const PresentPassword = z.string().min(1).max(200);

/** As people write it; empty for none. */
export const TypedPhone = z.string().trim().max(30);
export const TypedEmail = z.union([z.literal(''), z.email().max(200)]);

export const OwnAccount = z
  .object({
    name: z.string(),
    participantCode: z.string(),
    /** E.164 */
    phone: z.string().nullable(),
    email: z.string().nullable(),
    /** Others who sign in with the same number are asked for by name. */
    phoneIsShared: z.boolean(),
  })
  .meta({ id: 'OwnAccount' });
export type OwnAccount = z.infer<typeof OwnAccount>;

export const getOwnAccount = endpoint({
  name: 'getOwnAccount',
  summary: 'What the own account signs in with',
  method: 'GET',
  path: 'account',
  allow: 'signed-in',
  result: OwnAccount,
});

export const changePassword = endpoint({
  name: 'changePassword',
  summary: 'Choose another password; ends the other sessions',
  method: 'PUT',
  path: 'account/password',
  allow: 'signed-in',
  body: z.object({ present: PresentPassword, password: Password }),
  problems: accountProblem,
});

export const changeContact = endpoint({
  name: 'changeContact',
  summary: 'Change the own phone number and e-mail; a phone may be shared with another person',
  method: 'PUT',
  path: 'account/contact',
  allow: 'signed-in',
  body: z.object({ phone: TypedPhone, email: TypedEmail, password: PresentPassword }),
  result: OwnAccount,
  problems: accountProblem,
});

/** Says that it changed, not to what: who listens reads what is true by then, in whatever order it hears. */
export const contactChanged = event({
  name: 'identity.contact-changed',
  payload: z.object({ personId: z.uuid(), what: z.array(z.enum(['phone', 'email'])) }),
});
