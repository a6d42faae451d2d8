import { Authenticator, type ContextTables } from '@bimtek/platform-server';
import { Global, Module } from '@nestjs/common';
import { Account } from './accounts/account.entity.ts';
import { Accounts } from './accounts/accounts.service.ts';
import { RoleGrant } from './accounts/role-grant.entity.ts';
import { Activation } from './activations/activation.entity.ts';
import { Activations } from './activations/activations.service.ts';
import { CreateIdentity1795000100000 } from './migrations/1795000100000-create-identity.ts';
import { Passwords } from './passwords/passwords.ts';
import { DeleteEndedSessions, deleteEndedSessions } from './sessions/delete-ended-sessions.job.ts';
import { SessionCookie } from './sessions/session-cookie.ts';
import { Session } from './sessions/session.entity.ts';
import { SessionsController } from './sessions/sessions.controller.ts';
import { Sessions } from './sessions/sessions.service.ts';
import { SignIn } from './sessions/sign-in.service.ts';

export const identityTables: ContextTables = {
  context: 'identity',
  entities: [Account, RoleGrant, Session, Activation],
  migrations: [CreateIdentity1795000100000],
  jobs: [deleteEndedSessions],
};

@Module({
  providers: [Accounts, Activations, Passwords, Sessions],
  exports: [Accounts, Activations, Passwords, Sessions],
})
export class IdentityModule {}

/** Global: every request in the api is authenticated by identity's sessions. */
@Global()
@Module({
  imports: [IdentityModule],
  controllers: [SessionsController],
  providers: [SignIn, SessionCookie, { provide: Authenticator, useExisting: Sessions }],
  exports: [Authenticator],
})
export class IdentityApiModule {}

@Module({ imports: [IdentityModule], providers: [DeleteEndedSessions] })
export class IdentityWorkerModule {}
