import { Service } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { aSession, providePortalTesting } from '../testing/portal-testing.ts';
import { UNSENT_WORK } from './unsent-of.ts';
import type { UnsentOf } from './unsent-of.ts';
import { UnsentWork } from './unsent-work.ts';

const rahayu = '0197a000-0000-7000-8000-000000000001';
const dewi = '0197a000-0000-7000-8000-000000000002';

@Service()
class Notes implements UnsentOf {
  static hasSignal = true;
  static fetched = 0;
  constructor() {
    Notes.fetched++;
  }
  count(personId: string): number {
    return Number(localStorage.getItem(`catatan.${personId}`) ?? 0);
  }
  send(personId: string): Promise<void> {
    if (Notes.hasSignal) this.discard(personId);
    return Promise.resolve();
  }
  discard(personId: string): void {
    localStorage.removeItem(`catatan.${personId}`);
  }
}

function workOf(personId: string): UnsentWork {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({ session: aSession({ person: { id: personId, name: 'Rahayu' } }) }),
      { provide: UNSENT_WORK, useValue: () => Promise.resolve([Notes]) },
    ],
  });
  return TestBed.inject(UnsentWork);
}

beforeEach(() => {
  localStorage.clear();
  Notes.hasSignal = true;
  Notes.fetched = 0;
});

describe('work that only this phone has', () => {
  it('is sent, and nothing of it waits any more', async () => {
    localStorage.setItem(`catatan.${rahayu}`, '3');
    const work = workOf(rahayu);
    expect(await work.count()).toBe(3);
    expect(await work.send()).toBe(0);
  });

  it('stays, and is said to wait, while there is no signal', async () => {
    localStorage.setItem(`catatan.${rahayu}`, '3');
    Notes.hasSignal = false;
    expect(await workOf(rahayu).send()).toBe(3);
    expect(localStorage.getItem(`catatan.${rahayu}`)).toBe('3');
  });

  it('of another person is neither counted, nor sent, nor erased', async () => {
    localStorage.setItem(`catatan.${dewi}`, '2');
    const work = workOf(rahayu);
    expect(await work.send()).toBe(0);
    await work.discard();
    await work.eraseAll();
    expect(localStorage.getItem(`catatan.${dewi}`)).toBe('2');
  });

  it('is looked for only when the phone keeps something under the own id', async () => {
    await workOf(rahayu).send();
    expect(Notes.fetched).toBe(0);
  });

  it('goes with everything else of the person when the phone is cleared', async () => {
    localStorage.setItem(`catatan.${rahayu}`, '1');
    localStorage.setItem(`lain:${rahayu}:x`, 'y');
    localStorage.setItem('bahasa', 'id');
    await workOf(rahayu).eraseAll();
    expect(Object.keys(localStorage)).toEqual(['bahasa']);
  });
});
