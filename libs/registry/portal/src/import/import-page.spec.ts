import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Import, ImportProblem } from '@bimtek/platform-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import { type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { withComponentInputBinding, provideRouter } from '@angular/router';
import id from '../words/id.ts';
import { ImportPage } from './import-page.ts';

const importId = '0197a000-0000-7000-8000-000000000009';

function anImport(changes: Partial<Import> = {}): Import {
  return {
    id: importId as Import['id'],
    kind: 'registry.decree',
    fileName: 'sk-45.xlsx',
    sizeBytes: 421_888,
    state: 'checked',
    rowsTotal: 1_648,
    rowsDone: 1_648,
    rowsReady: 1_571,
    rowsWarned: 58,
    rowsRejected: 19,
    columns: [
      { column: 'A', field: 'villageCode', heading: 'Kode Desa' },
      { column: 'F', field: 'phone', heading: 'No. WhatsApp' },
    ],
    effects: { newLibraries: 1_446, changedLibraries: 169 },
    problemCounts: { 'phone-invalid': 21, 'unknown-village': 34 },
    groups: [{ key: '33', label: 'Jawa Tengah', count: 412 }],
    samples: [],
    failure: null,
    failureFacts: {},
    options: { number: '45 Tahun 2026', decidedOn: '2026-06-01', title: 'Lampiran I' },
    createdBy: 'Bagus Hartono',
    createdAt: '2026-07-01T00:00:00Z',
    startedAt: '2026-07-01T00:00:00Z',
    finishedAt: '2026-07-01T00:00:10Z',
    ...changes,
  };
}

const aProblem: ImportProblem = {
  row: 42,
  column: 'F',
  field: 'phone',
  code: 'phone-invalid',
  severity: 'error',
  value: '0812 440 17',
  facts: { digits: 9 },
  cells: { villageCode: '33.08.11.2004', phone: '0812 440 17' },
};

describe('the page of an import', () => {
  afterEach(() => {
    TestBed.resetTestingModule();
  });

  async function open(item: Import, url = importId) {
    TestBed.configureTestingModule({
      providers: [
        providePortalTesting({
          words: { registry: id },
          answers: {
            getImport: () => item,
            listImportProblems: () => ({ items: [aProblem], next: null, total: 1 }),
            applyImport: () => ({ ...item, state: 'applying', rowsDone: 0 }),
          },
        }),
        provideRouter([{ path: ':importId', component: ImportPage }], withComponentInputBinding()),
      ],
    });
    const harness = await RouterTestingHarness.create(url);
    await settle(harness);
    const page = harness.routeNativeElement;
    if (!page) throw new Error('The page is not there');
    const text = () => page.textContent?.replaceAll(/\s+/g, ' ') ?? '';
    const button = (name: string) =>
      [...page.querySelectorAll('button')].find((one) =>
        one.textContent?.replaceAll(/\s+/g, ' ').trim().startsWith(name),
      );
    return { page, text, button, harness, api: TestBed.inject(ApiClient) as FakeApi };
  }

  async function settle(harness: RouterTestingHarness): Promise<void> {
    for (let turn = 0; turn < 5; turn++) {
      await harness.fixture.whenStable();
      harness.detectChanges();
    }
  }

  it('shows what the dry run found, each problem with its address and sentence', async () => {
    const { page, text, button } = await open(anImport());
    expect(page.querySelector('h1')?.textContent).toContain('SK Nomor 45 Tahun 2026');
    expect(text()).toContain('1.648baris dibaca');
    expect(text()).toContain('Uji coba: belum ada yang diubah');
    expect(text()).toContain('F42 nomor WhatsApp tidak lengkap atau salah (9 angka).');
    expect(page.querySelector('td.bad')?.textContent).toContain('0812 440 17');
    expect(button('Terapkan')?.textContent).toContain('Terapkan 1.629 baris');
    expect(button('Kode tidak dikenal')?.textContent).toContain('34');
    expect(text()).toContain('Perpustakaan baru1.446');
  });

  it('applies when asked to, and then shows the progress', async () => {
    const { text, button, harness, api } = await open(anImport());
    button('Terapkan')?.click();
    await settle(harness);
    expect(api.calls.filter(({ name }) => name === 'applyImport')).toHaveLength(1);
    expect(text()).toContain('Boleh ditinggal, proses tetap berjalan');
    expect(button('Terapkan')).toBeUndefined();
  });

  it('says in one sentence why a file cannot be imported', async () => {
    const { text, button } = await open(
      anImport({
        state: 'failed',
        failure: 'headings-missing',
        failureFacts: { headings: 'Kode Desa' },
        problemCounts: {},
      }),
    );
    expect(text()).toContain('Judul kolom ini tidak ditemukan: Kode Desa.');
    expect(button('Terapkan')).toBeUndefined();
  });

  it('asks for the problems that the address names', async () => {
    const { api } = await open(anImport(), `${importId}?masalah=unknown-village`);
    const asked = api.calls.filter(({ name }) => name === 'listImportProblems');
    expect(asked.at(-1)?.input).toMatchObject({ query: { code: 'unknown-village' } });
  });
});
