import { matchName, showCheck, showCheckForm } from '@bimtek/certification-contracts';
import { type InputOf, ProblemError } from '@bimtek/platform-contracts';
import { Endpoint, Input, Reply, Request } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formPage, tooOftenPage, verdictPage } from './check-page.ts';
import { checkPolicy } from './check-style.ts';
import { Checks } from './checks.service.ts';

/** The public check: plain HTML for any phone and any browser, opened from a QR code. */
@Controller()
export class CheckController {
  constructor(private readonly checks: Checks) {}

  @Endpoint(showCheckForm)
  async showCheckForm(
    @Input() { query }: InputOf<typeof showCheckForm>,
    @Request() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ) {
    if (!query.kode) return this.#page(reply, formPage(query.bahasa ?? 'id'));
    return this.#verdict(query.kode, null, query.bahasa ?? 'id', request, reply);
  }

  @Endpoint(showCheck)
  showCheck(
    @Input() { params, query }: InputOf<typeof showCheck>,
    @Request() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ) {
    return this.#verdict(params.code, null, query.bahasa ?? 'id', request, reply);
  }

  @Endpoint(matchName)
  matchName(
    @Input() { params, query, body }: InputOf<typeof matchName>,
    @Request() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ) {
    return this.#verdict(params.code, body.nama || null, query.bahasa ?? 'id', request, reply);
  }

  async #verdict(
    code: string,
    name: string | null,
    language: 'id' | 'en',
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    try {
      const verdict = await this.checks.verdictOn(code, name, request.ip);
      if (verdict.status === 'unknown') void reply.code(404);
      return this.#page(reply, verdictPage(language, verdict));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'too-many-requests') throw error;
      void reply.code(429).header('retry-after', String(error.extra['retryAfterSeconds']));
      return this.#page(reply, tooOftenPage(language));
    }
  }

  #page(reply: FastifyReply, page: string): string {
    void reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', checkPolicy)
      .header('cache-control', 'no-store')
      // Without a referrer a browser names no origin with the form, and the form would be taken for another site's.
      .header('referrer-policy', 'same-origin')
      .header('x-robots-tag', 'noindex');
    return page;
  }
}
