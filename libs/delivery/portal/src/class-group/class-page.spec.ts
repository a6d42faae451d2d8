import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ClassGroupDetail, ClassProposal, EnrollmentRow } from '@bimtek/delivery-contracts';
import type { Role } from '@bimtek/identity-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { aClass, aPerson, classGroupId, inRole } from '../testing/some-people.ts';
import { proposalWordsOfIndonesia as proposal } from '@bimtek/identity-portal/parts';
import words from '../words/id.ts';
import { ClassPage } from './class-page.ts';

interface Given {
  role?: Role;
  scope?: 'class' | 'national';
  group?: ClassGroupDetail;
  people?: EnrollmentRow[];
  total?: number;
  answers?: Record<string, (input: { body?: unknown }) => unknown>;
}

beforeAll(() => {
  // The environment of the specs knows the element, not its two methods.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false;
  };
});

async function open(url: string, given: Given = {}) {
  const { role = 'nationalAdmin', group = aClass(), people = [aPerson(1), aPerson(2)], answers = {} } = given;
  const { total = people.length, scope = 'national' } = given;
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { delivery: words, proposal },
        session: { ...inRole(role), scope: { level: scope, ids: [] } },
        answers: {
          getClassGroup: () => group,
          listEnrollments: () => ({ items: people, next: null, previous: null }),
          countEnrollments: () => ({ total, counts: { registered: total } }),
          listClassProposals: () => ({ items: [], next: null, total: 0 }),
          listClassGroups: () => ({ items: [], next: null, total: 0 }),
          ...answers,
        },
        routes: [{ path: 'kelola/kelas/:classGroupId', component: ClassPage }],
      }),
    ],
  });
  const harness = await RouterTestingHarness.create(url);
  const root = harness.routeNativeElement as HTMLElement;
  const settle = async () => {
    await harness.fixture.whenStable();
    harness.detectChanges();
    await harness.fixture.whenStable();
  };
  // What stands in a closed dialog is not on the screen.
  const button = (name: string) =>
    [...root.querySelectorAll('button')].find(
      (one) => one.textContent?.trim() === name && !one.closest('dialog:not([open])'),
    );
  const press = async (name: string) => {
    button(name)?.click();
    await settle();
  };
  const tick = async (label: string) => {
    root.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)?.click();
    await settle();
  };
  const dialog = () => root.querySelector('dialog[open]')?.textContent ?? '';
  const calls = (name: string) =>
    (TestBed.inject(ApiClient) as FakeApi).calls.filter((call) => call.name === name);
  await settle();
  return { root, settle, button, press, tick, dialog, calls, text: () => root.textContent ?? '' };
}

const address = `/kelola/kelas/${classGroupId}`;

describe('the page of a class', () => {
  it('names the class, its trainers, its days in its own zone, and its people', async () => {
    const page = await open(address);
    expect(page.root.querySelector('h1')?.textContent).toBe('Kelas Jateng 02-A');
    for (const part of [
      'Ratna Kusumaningrum',
      'Gelombang II',
      '6 s.d. 10 Juli 2026 · WIB',
      'Peserta 1',
      'Karang Asri',
    ]) {
      expect(page.text()).toContain(part);
    }
  });

  it('asks the server for what the address says', async () => {
    const page = await open(`${address}?keadaan=verified&cari=sri`);
    expect(page.calls('listEnrollments').at(-1)?.input).toMatchObject({
      query: { classGroupId, state: 'verified', q: 'sri' },
    });
  });

  it('asks for the page that the address names, back or on, in its order, and counts once for them all', async () => {
    const page = await open(`${address}?sebelum=abc&mulai=50&urut=terbaru`);
    expect(page.calls('listEnrollments').at(-1)?.input).toMatchObject({
      query: { before: 'abc', order: 'changed' },
    });
    await TestBed.inject(Router).navigateByUrl(`${address}?sesudah=xyz&mulai=100`);
    await page.settle();
    expect(page.calls('listEnrollments').at(-1)?.input).toMatchObject({
      query: { after: 'xyz', order: 'name' },
    });
    expect(page.calls('countEnrollments')).toHaveLength(1);
  });

  it('asks a national admin what the file is for before it is fetched', async () => {
    const page = await open(address, { scope: 'national' });
    await page.press('Ekspor');
    const link = () => page.root.querySelector<HTMLAnchorElement>('dialog[open] a[download]');
    link()?.click();
    await page.settle();
    expect(page.dialog()).toContain('Tulis keperluannya');
    const box = page.root.querySelector<HTMLInputElement>('dialog[open] input[maxlength]');
    if (!box) throw new Error('no box');
    box.value = 'Rapat gelombang';
    box.dispatchEvent(new Event('input'));
    await page.settle();
    expect(link()?.getAttribute('href')).toContain('reason=Rapat+gelombang');
    expect(link()?.getAttribute('href')).toContain('phones=masked');
  });

  it('lets an organizer take masked numbers without a reason', async () => {
    const page = await open(address, { role: 'organizer', scope: 'class' });
    await page.press('Ekspor');
    expect(page.dialog()).not.toContain('Untuk keperluan apa?');
    expect(page.root.querySelector('dialog[open] a[download]')?.getAttribute('href')).not.toContain('phones');
  });

  it('gives a trainer nothing to choose, to export or to open', async () => {
    const page = await open(address, { role: 'expertTrainer' });
    expect(page.text()).toContain('Peserta 1');
    expect(page.root.querySelectorAll('input[type=checkbox]')).toHaveLength(0);
    expect(page.text()).not.toContain('Ekspor');
    expect(page.button('Buka kelas')).toBeUndefined();
  });

  it('says what is missing before a class can be opened, and offers no opening', async () => {
    const page = await open(address, { group: aClass({ obstacles: ['too-few-trainers', 'no-organizer'] }) });
    await page.press('Buka kelas');
    expect(page.dialog()).toContain('Kelas perlu sedikitnya dua pelatih.');
    expect(page.dialog()).toContain('Kelas perlu seorang panitia.');
    expect(page.dialog()).not.toContain('Batal');
    expect(page.calls('openClassGroup')).toHaveLength(0);
  });

  it('opens a class once for two quick clicks', async () => {
    const opened = aClass({ state: 'open', people: { active: 2 } });
    const page = await open(address, { answers: { openClassGroup: () => opened } });
    await page.press('Buka kelas');
    const confirm = [...page.root.querySelectorAll<HTMLButtonElement>('dialog[open] button')].at(-1);
    confirm?.click();
    confirm?.click();
    await page.settle();
    expect(page.calls('openClassGroup')).toHaveLength(1);
    expect(page.text()).toContain('Dibuka');
  });

  it('shows a closed class as locked: read, reopened by a national admin, nothing else', async () => {
    const closed = aClass({ state: 'closed', closedAt: '2026-07-20T03:00:00.000Z' });
    const page = await open(address, { group: closed });
    expect(page.text()).toContain('Kelas ini sudah ditutup.');
    expect(page.button('Buka kembali')).toBeDefined();
    expect(page.button('Ubah kelas')).toBeUndefined();
    expect(page.root.querySelectorAll('input[type=checkbox]')).toHaveLength(0);
  });
});

describe('acting on chosen people', () => {
  it('verifies those who are ticked, and names those it left as they were', async () => {
    const refused = [{ enrollmentId: aPerson(2).id, name: 'Peserta 2', code: 'own-library' }];
    const page = await open(address, {
      answers: { verifyEnrollments: () => ({ moved: 1, already: 0, refused }) },
    });
    await page.tick('Pilih Peserta 1');
    await page.tick('Pilih Peserta 2');
    expect(page.text()).toContain('2 dipilih');
    await page.press('Verifikasi');
    expect(page.dialog()).toContain('Verifikasi 2 orang?');
    [...page.root.querySelectorAll<HTMLButtonElement>('dialog[open] button')].at(-1)?.click();
    await page.settle();
    expect(page.calls('verifyEnrollments')[0]?.input).toEqual({
      body: { outcome: 'verified', people: { ids: [aPerson(1).id, aPerson(2).id] } },
    });
    expect(page.dialog()).toContain('Berasal dari perpustakaan Anda sendiri.');
    expect(page.text()).not.toContain('2 dipilih');
  });

  it('means everybody that matches, not only this page, when all are chosen', async () => {
    const page = await open(`${address}?keadaan=registered`, {
      total: 63,
      answers: { verifyEnrollments: () => ({ moved: 63, already: 0, refused: [] }) },
    });
    await page.tick('Pilih Peserta 1');
    await page.press('Pilih semua 63');
    await page.press('Verifikasi');
    [...page.root.querySelectorAll<HTMLButtonElement>('dialog[open] button')].at(-1)?.click();
    await page.settle();
    expect(page.calls('verifyEnrollments')[0]?.input).toEqual({
      body: { outcome: 'verified', people: { matching: { classGroupId, state: 'registered' } } },
    });
  });

  it('asks for a reason before sending back, and keeps it when there is no signal', async () => {
    const page = await open(address, {
      answers: {
        verifyEnrollments: () => {
          throw new ApiProblem('offline', 0, 'No connection');
        },
      },
    });
    await page.tick('Pilih Peserta 1');
    await page.press('Kembalikan');
    const confirm = () => [...page.root.querySelectorAll<HTMLButtonElement>('dialog[open] button')].at(-1);
    confirm()?.click();
    await page.settle();
    expect(page.dialog()).toContain('Tulis alasan');
    expect(page.calls('verifyEnrollments')).toHaveLength(0);

    const box = page.root.querySelector<HTMLTextAreaElement>('dialog[open] textarea');
    if (!box) throw new Error('no box');
    box.value = 'Surat tugas belum ada';
    box.dispatchEvent(new Event('input'));
    await page.settle();
    confirm()?.click();
    await page.settle();
    expect(page.calls('verifyEnrollments')).toHaveLength(1);
    expect(page.dialog()).toContain('tanpa sinyal');
    expect(page.root.querySelector<HTMLTextAreaElement>('dialog[open] textarea')?.value).toBe(
      'Surat tugas belum ada',
    );
  });

  it('forgets the choice when another question is asked', async () => {
    const page = await open(address);
    await page.tick('Pilih Peserta 1');
    expect(page.text()).toContain('1 dipilih');
    await TestBed.inject(Router).navigateByUrl(`${address}?cari=sri`);
    await page.settle();
    expect(page.text()).not.toContain('1 dipilih');
  });
});

describe('the page of a class without its people', () => {
  it('shows an observer the class and its counts, and asks for no names', async () => {
    const page = await open(address, { role: 'observer' });
    expect(page.root.querySelector('h1')?.textContent).toBe('Kelas Jateng 02-A');
    expect(page.root.textContent).toContain(words.people.countsOnly);
    expect(page.calls('listEnrollments')).toEqual([]);
    expect(page.root.querySelector('ui-counts a')).toBeNull();
  });
});

describe('proposals for a class', () => {
  const seats: ClassProposal = {
    id: '0197a000-0000-4000-8000-0000000000e1' as ClassProposal['id'],
    kind: 'placement',
    classGroup: {
      id: classGroupId as ClassProposal['classGroup']['id'],
      code: 'JATENG-02-A',
      name: 'Kelas A',
    },
    people: [1, 2, 3, 4, 5, 6].map((n) => ({
      personId: aPerson(n).personId,
      name: `Peserta ${n}`,
      place: 'Kabupaten Magelang',
    })),
    state: 'open',
    reason: 'Dekat dari rumah',
    proposedBy: { personId: aPerson(9).personId, name: 'Sri Lestari' },
    proposedAt: '2026-07-01T02:00:00.000Z',
    decidedBy: null,
    decidedAt: null,
    answer: null,
    isMineToWithdraw: false,
    isMineToDecide: true,
  };
  const listOf = (...items: ClassProposal[]) => ({ items, next: null, total: items.length });
  const starting = (root: HTMLElement, name: string) =>
    [...root.querySelectorAll('button')].find((one) => one.textContent?.trim().startsWith(name));

  it('name who should sit here, and place them when they are accepted', async () => {
    const page = await open(address, {
      role: 'organizer',
      answers: {
        listClassProposals: () => listOf(seats),
        acceptClassProposal: () => ({ ...seats, state: 'accepted' }),
      },
    });
    const section = page.root.querySelector('section');
    for (const part of ['Tempatkan 6 orang', 'Peserta 4, +2', 'Dekat dari rumah', 'Sri Lestari']) {
      expect(section?.textContent).toContain(part);
    }
    const before = page.calls('listEnrollments').length;
    starting(page.root, proposal.accept)?.click();
    await page.settle();
    expect(page.calls('acceptClassProposal')).toMatchObject([
      { input: { params: { proposalId: seats.id } } },
    ]);
    expect(page.calls('listEnrollments').length).toBe(before + 1);
  });

  it('stay when somebody no longer fits, and say who and why', async () => {
    const refused = [{ enrollmentId: aPerson(1).id, name: 'Peserta 1', code: 'move-not-possible' }];
    const page = await open(address, {
      answers: {
        listClassProposals: () => listOf(seats),
        acceptClassProposal: () => {
          throw new ApiProblem('people-do-not-fit', 409, 'no', [], { refused });
        },
      },
    });
    starting(page.root, proposal.accept)?.click();
    await page.settle();
    const section = page.root.querySelector('section')?.textContent;
    expect(section).toContain(words.problem['people-do-not-fit']);
    expect(section).toContain(`Peserta 1: ${words.refused['move-not-possible']}`);
  });

  it('come from a province for those it chooses, for a class and with a reason', async () => {
    const page = await open(address, {
      role: 'provincialAdmin',
      people: [aPerson(1, { state: 'verified' })],
      answers: {
        listClassGroups: () => ({ items: [aClass()], next: null, total: 1 }),
        proposePlacement: () => seats,
      },
    });
    expect(page.button(words.bulk.place)).toBeUndefined();
    page.root.querySelector<HTMLInputElement>('tbody input[type=checkbox]')?.click();
    await page.settle();
    await page.press(words.bulk.propose);
    const dialog = () => page.root.querySelector('dialog[open]');
    expect(dialog()?.textContent).not.toContain(words.place.otherProvinces);
    const choice = dialog()?.querySelector('select');
    if (!choice) throw new Error('no choice of class');
    choice.value = classGroupId;
    choice.dispatchEvent(new Event('change'));
    const submit = async () => {
      [...(dialog()?.querySelectorAll('button') ?? [])].at(-1)?.click();
      await page.settle();
    };
    await submit();
    expect(page.calls('proposePlacement')).toEqual([]);
    const box = dialog()?.querySelector('textarea');
    if (!box) throw new Error('no box');
    box.value = 'Dekat dari rumah';
    box.dispatchEvent(new Event('input'));
    await submit();
    expect(page.calls('proposePlacement')).toMatchObject([
      {
        input: {
          params: { classGroupId },
          body: { enrollmentIds: [aPerson(1).id], reason: 'Dekat dari rumah' },
        },
      },
    ]);
    expect(dialog()).toBeNull();
  });

  it('come from a master trainer about the trainers, whose organizer is not theirs to name', async () => {
    const page = await open(address, {
      role: 'masterTrainer',
      answers: { proposeTrainers: () => ({ ...seats, kind: 'trainers' }) },
    });
    expect(page.button(words.team.act)).toBeUndefined();
    await page.press(words.team.propose);
    expect(page.dialog()).toContain('Ratna Kusumaningrum');
    expect(page.dialog()).not.toContain(words.team.organizerHint);
    await page.press(proposal.send);
    expect(page.calls('proposeTrainers')).toEqual([]);
    const box = page.root.querySelector<HTMLInputElement>('dialog[open] input[maxlength]');
    if (!box) throw new Error('no box');
    box.value = 'Menguasai literasi';
    box.dispatchEvent(new Event('input'));
    await page.press(proposal.send);
    expect(page.calls('proposeTrainers')).toMatchObject([
      {
        input: {
          params: { classGroupId },
          body: { trainerIds: ['0197a000-0000-4000-8000-0000000000d1'], reason: 'Menguasai literasi' },
        },
      },
    ]);
  });

  it('are nothing a trainer sees', async () => {
    const page = await open(address, {
      role: 'expertTrainer',
      answers: { listClassProposals: () => listOf(seats) },
    });
    expect([page.calls('listClassProposals'), page.root.querySelector('section')]).toEqual([[], null]);
  });
});
