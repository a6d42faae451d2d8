import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { describe, expect, it } from '@jest/globals';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import { StandInPage } from './stand-in-page.ts';

@Component({ template: 'Pelajaran' })
class Lesson {}

async function open(url: string) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        routes: [
          { path: 'tanpa-sinyal', component: StandInPage, data: { kind: 'offline' } },
          { path: 'tidak-diizinkan', component: StandInPage, data: { kind: 'forbidden' } },
          { path: 'pelajaran', component: Lesson },
          { path: '**', component: StandInPage, data: { kind: 'missing' } },
        ],
      }),
    ],
  });
  const harness = await RouterTestingHarness.create(url);
  await harness.fixture.whenStable();
  return harness.routeNativeElement as HTMLElement;
}

function connected(isOnline: boolean) {
  Object.defineProperty(navigator, 'onLine', { value: isOnline, configurable: true });
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
  TestBed.tick();
}

describe('the page that stands in', () => {
  it('says that there is nothing at an address, and leads home', async () => {
    const page = await open('/apa-saja');
    expect(page.querySelector('h1')?.textContent).toBe('Halaman tidak ditemukan');
    expect(page.querySelector('a[href="/"]')).not.toBeNull();
  });

  it('says that a page is not for the role', async () => {
    expect((await open('/tidak-diizinkan')).querySelector('h1')?.textContent).toContain(
      'bukan untuk peran Anda',
    );
  });

  it('goes on to the page that was asked for when the signal returns', async () => {
    await open('/tanpa-sinyal?ke=%2Fpelajaran');
    connected(false);
    connected(true);
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/pelajaran');
  });
});
