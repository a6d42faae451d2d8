import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { SimilarPhoto } from '@bimtek/assignments-contracts';
import { aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import { fileIds } from '../testing/fake-files.ts';
import { aSubmission, now, submissionIds } from '../testing/some-work.ts';
import { SimilarHint } from './similar-hint.ts';
import { SimilarPhotosPage } from './similar-photos-page.ts';
import words from './words/id.ts';

const [submissionId, otherId] = submissionIds;
const photo = {
  fileId: fileIds[0],
  otherFileId: fileIds[1],
  submissionId: otherId,
  name: null,
  classGroup: { id: aSubmission().classGroup.id, name: 'Kelas Sulsel 04' },
  submittedAt: now,
  distance: 3,
  isSameFile: false,
  isSameLibrary: false,
} as unknown as SimilarPhoto;

function provide(items: SimilarPhoto[]) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      providePortalTesting({
        words: { similar: words },
        session: aSession({ permissions: ['assignment.read'] }),
        answers: { listSimilarPhotos: () => ({ items }), listSimilarWork: () => ({ items: [] }) },
      }),
    ],
  });
}
async function page(items = [photo]): Promise<HTMLElement> {
  provide(items);
  const fixture = TestBed.createComponent(SimilarPhotosPage);
  fixture.componentRef.setInput('submissionId', submissionId);
  fixture.componentRef.setInput('fileId', fileIds[0]);
  fixture.componentRef.setInput('otherFileId', fileIds[1]);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}

describe('photos that look alike', () => {
  it('are hinted at beside the work, with the class instead of a name outside the own ones', async () => {
    provide([photo]);
    const fixture = TestBed.createComponent(SimilarHint);
    fixture.componentRef.setInput('submissionId', submissionId);
    await fixture.whenStable();
    const hint = fixture.nativeElement as HTMLElement;
    expect(hint.textContent).toContain('Ada 1 foto yang mirip');
    expect(hint.querySelector('a')?.getAttribute('href')).toBe(
      `/kelola/menilai/foto-mirip/${submissionId}/${fileIds[0]}/${fileIds[1]}`,
    );
    expect(hint.querySelector('a')?.textContent).toContain('Peserta Kelas Sulsel 04');
  });

  it('stand side by side, the other one by the pair that it belongs to', async () => {
    const shown = await page();
    const [mine, theirs] = [...shown.querySelectorAll('img')].map((one) => one.src);
    expect(mine).toContain(`submissions/${submissionId}/files/${fileIds[0]}?variant=preview`);
    expect(theirs).toContain(`submissions/${submissionId}/similar-photos/${fileIds[0]}/${fileIds[1]}`);
    expect(shown.textContent).toContain(words.photos.near);
  });

  it('say when there is no such pair any more', async () => {
    expect((await page([])).textContent).toContain(words.photos.gone);
  });
});
