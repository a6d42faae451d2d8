import type { Permission, ScopeLevel } from '@bimtek/platform-contracts';
import * as z from 'zod';

/** The roles of the program, by what a person does in it. */
export const Role = z.enum([
  'trainee',
  'classLeader',
  'expertTrainer',
  'masterTrainer',
  'regionalFacilitator',
  'organizer',
  'regencyAdmin',
  'provincialAdmin',
  'nationalAdmin',
  'observer',
  'signatory',
]);
export type Role = z.infer<typeof Role>;

/** How far each role reaches; the ids it is bound to come with the grant. */
export const scopeLevelOf: Record<Role, ScopeLevel> = {
  trainee: 'own',
  classLeader: 'own',
  expertTrainer: 'class',
  masterTrainer: 'national',
  regionalFacilitator: 'regency',
  organizer: 'class',
  regencyAdmin: 'regency',
  provincialAdmin: 'province',
  nationalAdmin: 'national',
  observer: 'class',
  signatory: 'national',
};

/**
 * What each role may do, after the table of roles of the program. A permission says which kind of act; the scope, in the
 * statement, says on which rows. A role without an entry may do nothing. Observers and master trainers see classes and
 * counts, never a list of people; a signatory sees only what awaits a signature.
 */
export const rolesWith = {
  'home.read': ['trainee', 'classLeader'],
  'lesson.read': ['trainee', 'classLeader'],
  'progress.write': ['trainee', 'classLeader'],
  'attempt.take': ['trainee', 'classLeader'],
  'assignment.hand-in': ['trainee', 'classLeader'],
  'result.read-own': ['trainee', 'classLeader'],
  'certificate.read-own': ['trainee', 'classLeader'],
  'enrollment.read-own': ['trainee', 'classLeader'],
  'session.attend': ['trainee', 'classLeader'],
  /** To enter what one learns in, leads or may look at; as what, the session decides. */
  'session.join': [
    'trainee',
    'classLeader',
    'expertTrainer',
    'masterTrainer',
    'regionalFacilitator',
    'organizer',
    'regencyAdmin',
    'provincialAdmin',
    'nationalAdmin',
    'observer',
  ],

  'summary.read': [
    'expertTrainer',
    'masterTrainer',
    'regionalFacilitator',
    'organizer',
    'regencyAdmin',
    'provincialAdmin',
    'nationalAdmin',
    'observer',
  ],
  'class.read': [
    'expertTrainer',
    'masterTrainer',
    'regionalFacilitator',
    'organizer',
    'regencyAdmin',
    'provincialAdmin',
    'nationalAdmin',
    'observer',
  ],
  'class.manage': ['organizer', 'nationalAdmin'],
  'class.propose-trainers': ['masterTrainer'],
  'class.find-trainers': ['masterTrainer', 'nationalAdmin'],
  'run.manage': ['nationalAdmin'],
  'person.read': [
    'expertTrainer',
    'regionalFacilitator',
    'organizer',
    'regencyAdmin',
    'provincialAdmin',
    'nationalAdmin',
  ],
  'enrollment.read': [
    'expertTrainer',
    'regionalFacilitator',
    'organizer',
    'regencyAdmin',
    'provincialAdmin',
    'nationalAdmin',
  ],
  'enrollment.invite': ['organizer', 'provincialAdmin', 'nationalAdmin'],
  'person.add': ['nationalAdmin'],
  'enrollment.check': ['regencyAdmin'],
  'enrollment.verify': ['provincialAdmin', 'nationalAdmin'],
  'enrollment.place': ['organizer', 'nationalAdmin'],
  'enrollment.propose-placement': ['provincialAdmin'],
  /** Of proposals for classes: which kinds, the permissions to propose and to do the thing itself say. */
  'proposal.read': ['masterTrainer', 'organizer', 'provincialAdmin', 'nationalAdmin'],
  'proposal.decide': ['organizer', 'nationalAdmin'],
  'proposal.withdraw': ['masterTrainer', 'provincialAdmin'],
  'enrollment.end': ['organizer', 'provincialAdmin', 'nationalAdmin'],
  'enrollment.export': ['organizer', 'regencyAdmin', 'provincialAdmin', 'nationalAdmin'],
  'decree.import': ['nationalAdmin'],
  'import.read': ['organizer', 'nationalAdmin'],
  'import.apply': ['organizer', 'nationalAdmin'],
  'region.read': ['regionalFacilitator', 'organizer', 'regencyAdmin', 'provincialAdmin', 'nationalAdmin'],
  'curriculum.read': [
    'expertTrainer',
    'masterTrainer',
    'regionalFacilitator',
    'organizer',
    'regencyAdmin',
    'provincialAdmin',
    'nationalAdmin',
    'observer',
  ],
  'curriculum.manage': ['nationalAdmin'],
  'assignment.read': ['expertTrainer', 'organizer', 'nationalAdmin'],
  'assignment.schedule': ['expertTrainer', 'organizer', 'nationalAdmin'],
  'assignment.mark': ['expertTrainer'],
  'assignment.decide': ['masterTrainer'],
  'assignment.allocate': ['organizer', 'masterTrainer', 'nationalAdmin'],
  'rubric.correct': ['organizer', 'masterTrainer', 'nationalAdmin'],
  'appeal.read': ['expertTrainer', 'masterTrainer', 'organizer', 'nationalAdmin'],
  'appeal.decide': ['expertTrainer', 'masterTrainer'],
  'session.read': [
    'expertTrainer',
    'masterTrainer',
    'regionalFacilitator',
    'organizer',
    'regencyAdmin',
    'provincialAdmin',
    'nationalAdmin',
    'observer',
  ],
  'session.plan': ['expertTrainer', 'organizer', 'nationalAdmin'],
  'session.move-late': ['organizer', 'nationalAdmin'],
  'session.plan-for-run': ['nationalAdmin'],
  'session.lead': ['expertTrainer', 'organizer', 'nationalAdmin'],
  'attendance.check-in': ['trainee', 'classLeader'],
  'attendance.read': ['expertTrainer', 'organizer', 'provincialAdmin', 'nationalAdmin'],
  'attendance.mark': ['expertTrainer', 'organizer', 'nationalAdmin'],
  'attendance.venue': ['organizer', 'regencyAdmin', 'nationalAdmin'],
  'score.read': ['expertTrainer', 'organizer', 'nationalAdmin'],
  'score.import': ['organizer', 'nationalAdmin'],
  'decision.read': ['expertTrainer', 'organizer', 'nationalAdmin'],
  'decision.prepare': ['organizer', 'nationalAdmin'],
  'decision.approve': ['nationalAdmin'],
  'certificate.read': ['organizer', 'provincialAdmin', 'nationalAdmin', 'signatory'],
  'certificate.sign': ['signatory'],
  'certificate.revoke': ['nationalAdmin'],
  'account.read': ['organizer', 'regencyAdmin', 'provincialAdmin', 'nationalAdmin'],
  'account.reset-password': ['organizer', 'regencyAdmin', 'provincialAdmin', 'nationalAdmin'],
  'account.change-contact': ['organizer', 'regencyAdmin', 'provincialAdmin', 'nationalAdmin'],
  'account.lock': ['provincialAdmin', 'nationalAdmin'],
  'account.reset-second-factor': ['nationalAdmin'],
  'role.read': ['regencyAdmin', 'provincialAdmin', 'nationalAdmin'],
  'role.propose': ['regencyAdmin'],
  'role.grant': ['provincialAdmin', 'nationalAdmin'],
  'audit.read': ['nationalAdmin'],
} as const satisfies Record<Permission, readonly Role[]>;

export type KnownPermission = keyof typeof rolesWith;

/** Roles that reach only the own rows; accounts with any other belong to the care of the national office alone. */
export const learningRoles: readonly Role[] = ['trainee', 'classLeader'];

/** All that a role may do. */
export function permissionsOf(role: Role): Permission[] {
  return (Object.entries(rolesWith) as [Permission, readonly Role[]][])
    .filter(([, roles]) => roles.includes(role))
    .map(([permission]) => permission);
}

/** Roles that come and go with something else: a place in a run, or the team of a class. Nobody gives them by hand. */
export const rolesByOtherMeans: readonly Role[] = ['trainee', 'expertTrainer', 'organizer'];

/** The roles that somebody acting in this one may give and end, within the own scope and never to themselves. */
export function rolesGivenBy(role: Role): readonly Role[] {
  if (role === 'nationalAdmin') return Role.options.filter((one) => !rolesByOtherMeans.includes(one));
  if (role === 'provincialAdmin') return ['provincialAdmin', 'regencyAdmin', 'regionalFacilitator'];
  return [];
}

/** The roles that somebody acting in this one may propose within the own scope; who may give them decides. */
export function rolesProposedBy(role: Role): readonly Role[] {
  return role === 'regencyAdmin' ? ['regencyAdmin', 'regionalFacilitator'] : [];
}
