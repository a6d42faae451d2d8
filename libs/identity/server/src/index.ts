export { Accounts, type Grant, type InvitedPerson } from './accounts/accounts.service.ts';
export { Activations, type IssuedActivation } from './activations/activations.service.ts';
export * from './identity.module.ts';
export { Passwords } from './passwords/passwords.ts';
export { Sessions } from './sessions/sessions.service.ts';
export { ReachesPeople, type Reach, type ReachesPeopleOf } from './care/people-reach.ts';
export { Consents } from './consents/consents.service.ts';
export { DataExports } from './data-export/data-exports.service.ts';
