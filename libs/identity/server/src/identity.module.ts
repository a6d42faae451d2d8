import { makeDataExport } from '@bimtek/identity-contracts';
import { Authenticator, type ContextTables, SocketDoor } from '@bimtek/platform-server';
import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Account } from './accounts/account.entity.ts';
import { Accounts } from './accounts/accounts.service.ts';
import { Contacts } from './accounts/contacts.service.ts';
import { OwnAccountController } from './accounts/own-account.controller.ts';
import { OwnAccounts } from './accounts/own-account.service.ts';
import { RoleGrant } from './accounts/role-grant.entity.ts';
import { Activation } from './activations/activation.entity.ts';
import { Activations } from './activations/activations.service.ts';
import { CreateIdentity1795000100000 } from './migrations/1795000100000-create-identity.ts';
import { AccountCareController } from './care/account-care.controller.ts';
import { AccountCare } from './care/account-care.service.ts';
import { PeopleReach } from './care/people-reach.ts';
import { ConsentsController } from './consents/consents.controller.ts';
import { Consents } from './consents/consents.service.ts';
import { DataExportController } from './data-export/data-export.controller.ts';
import { DataExports } from './data-export/data-exports.service.ts';
import { IdentityPersonalData } from './data-export/identity-personal-data.ts';
import { MakeDataExport } from './data-export/make-data-export.job.ts';
import { AddAccountCare1795000110000 } from './migrations/1795000110000-add-account-care.ts';
import { AddSecondFactor1795000120000 } from './migrations/1795000120000-add-second-factor.ts';
import { AddConsents1795000130000 } from './migrations/1795000130000-add-consents.ts';
import { IndexWorkRoles1795000150000 } from './migrations/1795000150000-index-work-roles.ts';
import { IndexAccountStates1795000160000 } from './migrations/1795000160000-index-account-states.ts';
import { CreateRoleProposals1795000170000 } from './migrations/1795000170000-create-role-proposals.ts';
import { Passwords } from './passwords/passwords.ts';
import { PresentPasswords } from './passwords/present-password.ts';
import { RoleProposalsController } from './proposals/role-proposals.controller.ts';
import { RoleProposals } from './proposals/role-proposals.service.ts';
import { RoleHolders } from './roles/role-holders.service.ts';
import { RolesController } from './roles/roles.controller.ts';
import { ScopeNames } from './roles/scope-names.ts';
import { Passkeys } from './second-factor/passkeys.ts';
import { SecondFactorController } from './second-factor/second-factor.controller.ts';
import { SecondFactors } from './second-factor/second-factors.service.ts';
import { SecondStep } from './second-factor/second-step.service.ts';
import { Secrets } from './second-factor/secrets.ts';
import { DeleteEndedSessions, deleteEndedSessions } from './sessions/delete-ended-sessions.job.ts';
import { SessionCookie } from './sessions/session-cookie.ts';
import { Session } from './sessions/session.entity.ts';
import { SessionsController } from './sessions/sessions.controller.ts';
import { SessionDoor } from './sessions/session-door.ts';
import { Sessions } from './sessions/sessions.service.ts';
import { SignIn } from './sessions/sign-in.service.ts';
import { WayIn } from './sessions/way-in.service.ts';

export const identityTables: ContextTables = {
  context: 'identity',
  entities: [Account, RoleGrant, Session, Activation],
  migrations: [
    CreateIdentity1795000100000,
    AddAccountCare1795000110000,
    AddSecondFactor1795000120000,
    AddConsents1795000130000,
    IndexWorkRoles1795000150000,
    IndexAccountStates1795000160000,
    CreateRoleProposals1795000170000,
  ],
  jobs: [deleteEndedSessions, makeDataExport],
};

const shared = [Accounts, Activations, Passwords, Sessions];

@Module({
  imports: [DiscoveryModule],
  providers: [
    ...shared,
    PresentPasswords,
    Contacts,
    WayIn,
    PeopleReach,
    ScopeNames,
    RoleHolders,
    RoleProposals,
    OwnAccounts,
    AccountCare,
    Secrets,
    Passkeys,
    SecondFactors,
    SecondStep,
    Consents,
    DataExports,
    IdentityPersonalData,
  ],
  exports: [
    ...shared,
    Consents,
    DataExports,
    OwnAccounts,
    AccountCare,
    RoleHolders,
    RoleProposals,
    SecondFactors,
    SecondStep,
    WayIn,
  ],
})
export class IdentityModule {}

/** Global: every request in the api is authenticated by identity's sessions. */
@Global()
@Module({
  imports: [IdentityModule],
  controllers: [
    SessionsController,
    OwnAccountController,
    AccountCareController,
    RolesController,
    RoleProposalsController,
    SecondFactorController,
    ConsentsController,
    DataExportController,
  ],
  providers: [
    SignIn,
    SessionCookie,
    { provide: Authenticator, useExisting: Sessions },
    { provide: SocketDoor, useClass: SessionDoor },
  ],
  exports: [Authenticator, SocketDoor],
})
export class IdentityApiModule {}

@Module({ imports: [IdentityModule], providers: [DeleteEndedSessions, MakeDataExport] })
export class IdentityWorkerModule {}
