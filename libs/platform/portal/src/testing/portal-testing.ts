import { inject, provideAppInitializer } from '@angular/core';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import type { Routes } from '@angular/router';
import type { CallOf, Endpoint, ResultOf } from '@bimtek/platform-contracts';
import { ApiClient } from '../api/api-client.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { provideWords } from '../language/provide-words.ts';
import type { WordTree } from '../language/word-tree.ts';
import { Words } from '../language/words.ts';
import { SESSION_ENDPOINT } from '../session/session-view.ts';
import type { SessionEndpoint, SessionView } from '../session/session-view.ts';
import { Session } from '../session/session.ts';

type Answer = (input: { params?: unknown; query?: unknown; body?: unknown }) => unknown;

/** A server made of prepared answers, by the endpoint's name. An answer that throws is a refusal. */
export class FakeApi extends ApiClient {
  readonly #answers: Record<string, Answer>;
  /** What was asked, in order. */
  readonly calls: { name: string; input: unknown }[] = [];

  constructor(answers: Record<string, Answer> = {}) {
    super();
    this.#answers = answers;
  }

  /** Sets or changes an answer. */
  answer<E extends Endpoint>(endpoint: E, answer: (input: CallOf<E>) => ResultOf<E>): void {
    this.#answers[endpoint.name] = answer as Answer;
  }

  protected override async send<E extends Endpoint>(endpoint: E, input: object): Promise<ResultOf<E>> {
    this.calls.push({ name: endpoint.name, input });
    const answer = this.#answers[endpoint.name];
    if (!answer) throw new ApiProblem('unexpected-error', 500, `No answer is prepared for ${endpoint.name}`);
    const result = await answer(input);
    return (endpoint.result ? endpoint.result.parse(result) : result) as ResultOf<E>;
  }
}

export const aSession = (changes: Partial<SessionView> = {}): SessionView => ({
  person: { id: '0197a000-0000-7000-8000-000000000001', name: 'Rahayu Wulandari' },
  role: 'trainee',
  roles: ['trainee'],
  scope: { level: 'own', ids: [] },
  permissions: ['home.read'],
  ...changes,
});

const nobody = {
  kind: 'endpoint',
  name: 'getSession',
  summary: '',
  method: 'GET',
  path: 'session',
  allow: 'public',
} as SessionEndpoint;

/** What a page needs around it in a spec: words (Bahasa Indonesia), routes, a session, prepared answers. */
export function providePortalTesting({
  words = {},
  session,
  answers = {},
  routes = [],
}: {
  words?: Record<string, WordTree>;
  session?: SessionView | null;
  answers?: Record<string, Answer>;
  routes?: Routes;
} = {}): (EnvironmentProviders | Provider)[] {
  return [
    provideRouter(routes, withComponentInputBinding()),
    provideWords(),
    { provide: ApiClient, useFactory: () => new FakeApi(answers) },
    { provide: SESSION_ENDPOINT, useValue: nobody },
    provideAppInitializer(async () => {
      if (session !== undefined) inject(Session).set(session);
      const all = inject(Words);
      for (const [scope, tree] of Object.entries(words)) await all.add(scope, { id: tree, en: tree });
    }),
  ];
}
