import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { describe, expect, it } from '@jest/globals';
import { aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { openFirstPlace, openLandingPage } from './landing.ts';

@Component({ template: '' })
class Page {}

async function landingOf(permissions: string[], start: string) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        session: aSession({ permissions }),
        routes: [
          { path: '', pathMatch: 'full', canActivate: [openLandingPage], children: [] },
          { path: 'kelola', pathMatch: 'full', canActivate: [openFirstPlace], children: [] },
          { path: '**', component: Page },
        ],
      }),
    ],
  });
  await RouterTestingHarness.create(start);
  return TestBed.inject(Router).url;
}

describe('the first page', () => {
  it('is the home page for those who learn', async () => {
    expect(await landingOf(['home.read'], '/')).toBe('/beranda');
  });

  it('is the first place of the work area that the role may see for everyone else', async () => {
    expect(await landingOf(['person.read'], '/')).toBe('/kelola/orang');
  });

  it('is the own account for a role that may see none', async () => {
    expect(await landingOf([], '/kelola')).toBe('/kelola/saya');
  });
});
