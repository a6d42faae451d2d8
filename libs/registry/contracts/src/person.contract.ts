import { endpoint, id, PageQuery, pageOf, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { RegionCode } from './region.contract.ts';

export const PersonId = id('Person');
export type PersonId = z.infer<typeof PersonId>;
export const LibraryId = id('Library');
export type LibraryId = z.infer<typeof LibraryId>;

export const EmploymentStatus = z.enum([
  'civilServant',
  'contractCivilServant',
  'villageOfficial',
  'temporary',
  'volunteer',
  'communityReadingManager',
  'other',
]);
export type EmploymentStatus = z.infer<typeof EmploymentStatus>;

export const Gender = z.enum(['female', 'male']);
export type Gender = z.infer<typeof Gender>;

/** One name field, as typed for the certificate: many people have one name only, and none is ever split. */
export const FullName = z.string().trim().min(2).max(100);

export interface TitledName {
  fullName: string;
  titleBefore?: string | null;
  titleAfter?: string | null;
}

/** `Drs. Budi Santoso, S.IP.`: the name as a certificate prints it. */
export function nameWithTitles({ fullName, titleBefore, titleAfter }: TitledName): string {
  const before = titleBefore?.trim() ? `${titleBefore.trim()} ` : '';
  const after = titleAfter?.trim().replace(/^,\s*/, '');
  return `${before}${fullName.trim()}${after ? `, ${after}` : ''}`;
}

export const PersonListItem = z
  .object({
    personId: PersonId,
    displayName: z.string(),
    position: z.string().nullable(),
    libraryName: z.string().nullable(),
    villageName: z.string().nullable(),
    regencyName: z.string().nullable(),
    provinceName: z.string().nullable(),
    /** The last four digits, to tell two people of one name apart. */
    phoneEnding: z.string().nullable(),
    participantCode: z.string().nullable(),
    accountState: z.enum(['invited', 'active', 'locked']).nullable(),
  })
  .meta({ id: 'PersonListItem' });
export type PersonListItem = z.infer<typeof PersonListItem>;

export const listPeople = endpoint({
  name: 'listPeople',
  summary: 'People within the scope, by name; search takes beginnings of words of name, library and village',
  method: 'GET',
  path: 'people',
  allow: 'person.read',
  query: PageQuery.extend({
    search: z.string().trim().max(100).optional(),
    province: RegionCode.optional(),
    regency: RegionCode.optional(),
  }),
  result: pageOf(PersonListItem),
});

export const personProblem = problems({
  'phone-not-valid': [422, 'That is no phone number'],
  'name-not-valid': [422, 'That is no name of a person'],
  'civil-servant-id-not-valid': [422, 'A civil servant number has 18 digits'],
  /** With `personId`: somebody of this name and phone, or with this civil servant number, is there already. */
  'person-known': [409, 'This person is there already'],
  'email-taken': [409, 'Another account has this e-mail'],
  'region-unknown': [422, 'There is no such regency'],
});

/** How somebody is reached: one of both at least, and the phone as people write it. */
const reached = { error: 'A phone number or an e-mail is needed', path: ['phone'] };

export const addPerson = endpoint({
  name: 'addPerson',
  summary:
    'Add somebody whom no decree names (a trainer, an office), with an account that waits for activation',
  method: 'POST',
  path: 'people',
  allow: 'person.add',
  body: z
    .object({
      /** Chosen by whoever sends it: the same again has one effect. */
      id: PersonId,
      fullName: FullName,
      titleBefore: z.string().trim().max(40).default(''),
      titleAfter: z.string().trim().max(80).default(''),
      phone: z.string().trim().max(30).default(''),
      email: z.union([z.literal(''), z.email().max(200)]).default(''),
      position: z.string().trim().max(120).default(''),
      civilServantId: z.string().trim().max(30).default(''),
      /** Where the person works; nobody of it is their own library. Null: for the whole country. */
      regency: z
        .string()
        .regex(/^\d\d\.\d\d$/)
        .nullable(),
    })
    .refine(({ phone, email }) => phone !== '' || email !== '', reached),
  result: z.object({ personId: PersonId, participantCode: z.string() }),
  problems: personProblem,
});
