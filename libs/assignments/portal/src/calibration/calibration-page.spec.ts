import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Calibrated, Drift } from '@bimtek/assignments-contracts';
import { ApiProblem, ApiClient } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import sampleWords from '../samples/words/id.ts';
import { CalibrationPage } from './calibration-page.ts';
import words from './words/id.ts';

const personId = '0197a000-0000-7000-8000-0000000000c9';
const sampleId = '0197a000-0000-7000-8000-0000000000a1';
const drift: Drift = {
  leniency: -4.25,
  spread: 6,
  pieces: 14,
  weeks: [
    { week: '2026-07-06', difference: -10, pieces: 4 },
    { week: '2026-07-13', difference: 2, pieces: 10 },
  ],
};
const calibrated: Calibrated = {
  leniency: 8,
  spread: null,
  samples: [
    { sampleId: sampleId as never, assignmentCode: 'T4', number: 1, mine: 90, panel: 82, difference: 8 },
  ],
};

async function open(given: { personId?: string; drift?: Drift; fails?: boolean } = {}) {
  const told = () => {
    if (given.fails) throw new ApiProblem('unreachable', 0, '');
    return given.drift ?? drift;
  };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      providePortalTesting({
        words: { calibration: words, samples: sampleWords },
        session: aSession({ permissions: ['assignment.mark', 'assignment.decide'] }),
        answers: {
          getMyDrift: told,
          getMarkerDrift: () => ({ ...told(), name: 'Budi Pelatih' }),
          getMarkerCalibration: () => calibrated,
          listMySamples: () => ({
            items: [
              {
                id: sampleId,
                run: { id: personId, name: 'Angkatan 2026' },
                assignmentCode: 'T4',
                number: 1,
                state: 'begun',
              },
            ],
            calibrated,
          }),
        } as never,
      }),
    ],
  });
  const fixture = TestBed.createComponent(CalibrationPage);
  fixture.componentRef.setInput('personId', given.personId);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  return {
    page,
    text: () => (page.textContent ?? '').replaceAll(/\s+/g, ' '),
    asked: (TestBed.inject(ApiClient) as FakeApi).calls.map(({ name }) => name),
  };
}

describe('the calibration page', () => {
  it('shows the own drift as figures, a picture and a table with the same weeks', async () => {
    const page = await open();
    expect(page.text()).toContain(words.private);
    expect(page.text()).toContain('−4,25 poin');
    const table = [...page.page.querySelectorAll('table')].at(-1);
    const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.children].map((cell) => cell.textContent?.trim()).join(' '),
    );
    expect(rows).toEqual(['6 Juli 2026 −10 4', '13 Juli 2026 +2 10']);
    expect([...page.page.querySelectorAll('svg')].at(-1)?.querySelectorAll('circle')).toHaveLength(2);
    expect(page.asked).not.toContain('getMarkerDrift');
  });

  it('shows the samples to mark, and how the marks on them lie beside the panel', async () => {
    const page = await open();
    expect(page.page.querySelector(`a[href$="contoh/${sampleId}"]`)?.textContent).toContain(
      'Tugas 4, contoh 1',
    );
    expect(page.text()).toContain('+8 poin');
    expect(page.text()).toContain('setengah jadi');
  });

  it('shows those of one trainer to a master trainer by name, and asks for nobody else’s', async () => {
    const page = await open({ personId });
    expect(page.text()).toContain('Penilaian Budi Pelatih');
    expect(page.text()).not.toContain(words.private);
    expect(page.text()).toContain('+8 poin');
    expect(page.asked).not.toContain('getMyDrift');
    expect(page.asked).not.toContain('listMySamples');
  });

  it('says when there is not enough to compare', async () => {
    const page = await open({ drift: { leniency: null, spread: null, pieces: 0, weeks: [] } });
    expect(page.text()).toContain(words.none);
    expect(page.text()).toContain('paling sedikit 10 karya');
  });

  it('offers to try again when it could not be read', async () => {
    const page = await open({ fails: true });
    expect(page.page.querySelector('app-problem button')).not.toBeNull();
  });
});
