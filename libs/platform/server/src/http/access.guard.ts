import { commonProblem } from '@bimtek/platform-contracts';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Settings } from '../settings/settings.ts';
import { Authenticator } from './access.ts';
import { contractOf } from './endpoint.ts';
import { isSameSite } from './same-site.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Deny by default: no contract, no way in; then the site, the session, and the permission. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const contract = contractOf(context);
    if (!contract) throw commonProblem('not-found');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!SAFE.has(request.method) && !isSameSite(request, this.settings.publicUrl)) {
      throw commonProblem('cross-site-request');
    }
    if (contract.allow === 'public') return true;
    const actor = await this.authenticator.authenticate(request);
    if (!actor) throw commonProblem('not-signed-in');
    if (contract.allow !== 'signed-in' && !actor.permissions.has(contract.allow)) {
      throw commonProblem('not-allowed');
    }
    request.actor = actor;
    return true;
  }
}
