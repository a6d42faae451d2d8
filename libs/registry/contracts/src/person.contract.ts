import { endpoint, id, PageQuery, pageOf } from '@bimtek/platform-contracts';
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
