import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../api/api-problem.ts';
import { providePortalTesting } from '../testing/portal-testing.ts';
import { saving } from './saving.ts';
import type { Saving } from './saving.ts';

const offline = () => Promise.reject(new ApiProblem('offline', 0, ''));
const refused = () => Promise.reject(new ApiProblem('not-allowed', 403, ''));

describe('Saving', () => {
  let work: Saving;
  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [providePortalTesting()] });
    work = TestBed.runInInjectionContext(saving);
  });

  it('says when the server has it', async () => {
    const saved = work.run(() => Promise.resolve());
    expect(work.state()).toBe('saving');
    expect(await saved).toBe(true);
    expect(work.state()).toBe('saved');
    expect(work.words()).toMatch(/^Tersimpan di server \d\d\.\d\d WI/);
  });

  it('waits for signal, and sends the same work when it is tried again', async () => {
    let isOnline = false;
    await work.run(() => (isOnline ? Promise.resolve() : offline()));
    expect(work.state()).toBe('waiting');
    isOnline = true;
    await work.retry();
    expect(work.state()).toBe('saved');
  });

  it('goes out by itself when the device is connected again', async () => {
    let isOnline = false;
    await work.run(() => (isOnline ? Promise.resolve() : offline()));
    isOnline = true;
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    window.dispatchEvent(new Event('offline'));
    TestBed.tick();
    Object.defineProperty(navigator, 'onLine', { value: true, configurable: true });
    window.dispatchEvent(new Event('online'));
    TestBed.tick();
    await Promise.resolve();
    await Promise.resolve();
    expect(work.state()).toBe('saved');
  });

  it('keeps a refusal with its reason', async () => {
    await work.run(refused);
    expect(work.state()).toBe('failed');
    expect(work.words()).toBe('Belum tersimpan: Peran Anda belum boleh melakukan ini.');
  });

  it('lets only the newest save speak', async () => {
    let finishFirst: (error: Error) => void = () => undefined;
    const first = work.run(() => new Promise((_resolve, reject) => (finishFirst = reject)));
    await work.run(() => Promise.resolve());
    finishFirst(new ApiProblem('offline', 0, ''));
    await first;
    expect(work.state()).toBe('saved');
  });
});
