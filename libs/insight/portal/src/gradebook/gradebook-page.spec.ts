import { TestBed } from '@angular/core/testing';
import type { Gradebook, GradebookRow } from '@bimtek/insight-contracts';
import { aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import { GradebookPage } from './gradebook-page.ts';
import words from './words/id.ts';

const classGroupId = '0197a000-0000-7000-8000-000000000007';
const id = (n: number) => `0197a000-0000-7000-8000-0000000000${n}`;
const row = (n: number, name: string, given: Partial<GradebookRow>): GradebookRow =>
  ({
    enrollmentId: id(n),
    personId: id(n),
    name,
    participantCode: `BT26-00000${n}`,
    place: 'Karang Asri',
    state: 'active',
    scores: [],
    outcome: 'notPassed',
    finalScore: 0,
    attendanceRate: null,
    conditions: [],
    work: [],
    missing: [],
    ...given,
  }) as GradebookRow;
const score = (component: string, value: number) =>
  ({
    component,
    value,
    outOf: null,
    source: 'assignments',
    recordedBy: null,
    recordedAt: '2026-07-06T02:00:00.000Z',
  }) as never;
const work = (state: string, hasFeedback: boolean, feedbackReadAt: string | null) =>
  ({
    component: 'assignment:M1',
    submissionId: id(90),
    assignmentCode: 'T1',
    state,
    hasFeedback,
    feedbackReadAt,
  }) as never;

async function shown(items: GradebookRow[]): Promise<HTMLElement> {
  const answer = {
    classGroup: {
      id: classGroupId,
      code: 'JATIM-04-A',
      name: 'Kelas Jatim 04',
      state: 'running',
      runName: 'Bimtek 2026',
      closedAt: null,
    },
    people: 2,
    total: 2,
    next: null,
    columns: [
      {
        component: 'assignment:M1',
        moduleCode: 'M1',
        moduleTitle: 'Literasi',
        assignmentCode: 'T1',
        recorded: 1,
        waiting: 1,
        unread: 1,
      },
    ],
    items,
  };
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { gradebook: words },
        session: aSession({ role: 'expertTrainer', permissions: ['score.read'] }),
        answers: { getGradebook: () => answer as unknown as Gradebook },
      }),
    ],
  });
  const fixture = TestBed.createComponent(GradebookPage);
  fixture.componentRef.setInput('classGroupId', classGroupId);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}

describe('the gradebook page', () => {
  it('shows scores, where unmarked work stands, and whether feedback was read', async () => {
    const page = await shown([
      row(11, 'Asih Lestari', {
        scores: [score('assignment:M1', 82.5)],
        work: [work('released', true, '2026-07-06T02:00:00.000Z')],
      }),
      row(12, 'Bagas Wibowo', { work: [work('submitted', false, null)], missing: ['assignment:M1'] }),
    ]);
    const [asih, bagas] = [...page.querySelectorAll('tbody tr')];
    expect(asih?.textContent).toContain('82,5');
    expect(asih?.textContent).toContain('umpan balik dibaca');
    expect(asih?.textContent).toContain('Lengkap');
    expect(bagas?.textContent).toContain('menunggu');
    expect(bagas?.textContent).toContain('1 belum');
    expect(bagas?.querySelector('a')?.getAttribute('href')).toContain('/kelola/menilai?kelas=');
    expect(page.querySelector('thead')?.textContent).toContain('1 menunggu nilai');
  });

  it('says so when nobody is in the class', async () => {
    expect((await shown([])).textContent).toContain(words.nobody);
  });
});
