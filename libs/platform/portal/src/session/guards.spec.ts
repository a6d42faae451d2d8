import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../api/api-problem.ts';
import { aSession, providePortalTesting } from '../testing/portal-testing.ts';
import { mayOpen, signedIn } from './guards.ts';
import type { SessionView } from './session-view.ts';
import { Session, returnPath } from './session.ts';

@Component({ template: 'rahasia' })
class Secret {}
@Component({ template: 'masuk' })
class SignIn {}
@Component({ template: 'bukan untuk Anda' })
class Forbidden {}
@Component({ template: 'tanpa sinyal' })
class Offline {}

const routes = [
  { path: 'rahasia', component: Secret, canActivate: [signedIn] },
  { path: 'kelas', component: Secret, canActivate: [mayOpen('class.read')] },
  { path: 'masuk', component: SignIn },
  { path: 'tidak-diizinkan', component: Forbidden },
  { path: 'tanpa-sinyal', component: Offline },
];

async function open(url: string, session: SessionView | null | ApiProblem) {
  const getSession = () => {
    if (session instanceof ApiProblem) throw session;
    return { session };
  };
  TestBed.configureTestingModule({ providers: [providePortalTesting({ routes, answers: { getSession } })] });
  const harness = await RouterTestingHarness.create();
  await harness.navigateByUrl(url);
  return { shown: harness.routeNativeElement?.textContent, url: TestBed.inject(Router).url };
}

describe('pages for those who are signed in', () => {
  it('open for them', async () => {
    expect(await open('/rahasia', aSession())).toEqual({ shown: 'rahasia', url: '/rahasia' });
  });

  it('send everyone else to sign in, and remember the way back', async () => {
    expect(await open('/rahasia?x=1', null)).toEqual({
      shown: 'masuk',
      url: '/masuk?kembali=%2Frahasia%3Fx%3D1',
    });
  });

  it('say that there is no signal when nobody can be asked who is signed in', async () => {
    const answer = await open('/rahasia', new ApiProblem('offline', 0, ''));
    expect(answer.shown).toBe('tanpa sinyal');
  });

  it('open by permission only for roles that have it', async () => {
    expect((await open('/kelas', aSession({ permissions: ['class.read'] }))).shown).toBe('rahasia');
    TestBed.resetTestingModule();
    expect((await open('/kelas', aSession())).shown).toBe('bukan untuk Anda');
  });
});

describe('Session', () => {
  it('asks the server once when several pages ask at the same time', async () => {
    let asked = 0;
    const getSession = () => {
      asked += 1;
      return { session: null };
    };
    TestBed.configureTestingModule({ providers: [providePortalTesting({ answers: { getSession } })] });
    const session = TestBed.inject(Session);
    await Promise.all([session.ready(), session.ready()]);
    await session.ready();
    expect(asked).toBe(1);
  });
});

describe('returnPath', () => {
  it.each([
    ['/belajar/1?x=2', '/belajar/1?x=2'],
    ['//evil.example', undefined],
    ['/\\evil.example', undefined],
    ['https://evil.example', undefined],
    ['/masuk', undefined],
    [null, undefined],
  ])('%s leads to %s', (asked, expected) => expect(returnPath(asked)).toBe(expected));
});
