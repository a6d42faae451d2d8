import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { describe, expect, it } from '@jest/globals';
import { permissionsOf, Role } from '@bimtek/identity-contracts';
import { aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { openLandingPage } from './landing.ts';
import { openFirstPlace } from './manage.ts';

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

  it.each([
    ['trainee', '/beranda'],
    ['classLeader', '/beranda'],
    ['expertTrainer', '/kelola/ringkasan'],
    ['masterTrainer', '/kelola/ringkasan'],
    ['regionalFacilitator', '/kelola/ringkasan'],
    ['organizer', '/kelola/ringkasan'],
    ['regencyAdmin', '/kelola/ringkasan'],
    ['provincialAdmin', '/kelola/ringkasan'],
    ['nationalAdmin', '/kelola/ringkasan'],
    ['observer', '/kelola/ringkasan'],
    ['signatory', '/kelola/sertifikat'],
  ] as const)('of %s is %s', async (role, page) => {
    const permissions = permissionsOf(role);
    const start = await landingOf(permissions, '/');
    TestBed.resetTestingModule();
    expect(start === '/kelola' ? await landingOf(permissions, '/kelola') : start).toBe(page);
  });

  it('is known for every role', () => {
    expect(Role.options).toHaveLength(11);
  });

  it('is the own account for a role that may see none', async () => {
    expect(await landingOf([], '/kelola')).toBe('/kelola/saya');
  });
});
