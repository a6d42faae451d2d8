import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { PlanFacts } from '@bimtek/assignments-contracts';
import { aPlan, aPlanItem, rowId, somePlanDates } from '@bimtek/assignments-contracts/testing';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import words from '../words/id.ts';
import { PlanView } from './plan-view.ts';

const someFacts: PlanFacts = {
  ...somePlanDates,
  library: null,
  village: null,
  acknowledgeUntil: '2026-07-24',
  acknowledgement: null,
};

@Component({
  imports: [PlanView],
  template: `
    <plan-view
      [plan]="plan()"
      [facts]="facts()"
      [before]="before()"
      [comments]="comments()"
      [isCommenting]="isCommenting()"
      (commented)="note($event.itemId, $event.text)"
    />
  `,
})
class Page {
  readonly plan = signal(aPlan());
  readonly facts = signal(someFacts);
  readonly before = signal<{ plan: ReturnType<typeof aPlan>; n: number } | null>(null);
  readonly comments = signal<Record<string, string>>({});
  readonly isCommenting = signal(false);

  note(itemId: string, text: string): void {
    this.comments.set({ [itemId]: text });
  }
}

async function open(change: (page: Page) => void = () => undefined) {
  TestBed.configureTestingModule({ providers: [providePortalTesting({ words: { plan: words } })] });
  const fixture = TestBed.createComponent(Page);
  change(fixture.componentInstance);
  await fixture.whenStable();
  const root = fixture.nativeElement as HTMLElement;
  return {
    page: fixture.componentInstance,
    root,
    text: () => (root.textContent ?? '').replaceAll(/\s+/g, ' '),
    settled: () => fixture.whenStable(),
  };
}

describe('a plan that is read', () => {
  it('has every item with its costs, and their sum', async () => {
    const { text } = await open();
    expect(text()).toContain('Bahan olahan: 8 × 150.000 = Rp1.200.000');
    expect(text()).toContain('Jumlah biayaRp3.600.000');
    expect(text()).toContain('Agu 2026 s.d. Jul 2027');
  });

  it('says until when the village head may acknowledge it, that it is over, or who has', async () => {
    const { page, text, settled } = await open();
    expect(text()).toContain('Boleh menyusul sampai 24 Juli 2026');
    page.facts.set({ ...someFacts, today: '2026-07-25' });
    await settled();
    expect(text()).toContain('batas waktunya 24 Juli 2026 sudah lewat');
    const acknowledgement = {
      name: 'Bapak Kepala Desa',
      date: '2026-07-20',
      evidence: 'Lembar bercap',
      fileId: null,
      recordedAt: '2026-07-20T02:00:00.000Z',
    };
    page.facts.set({ ...someFacts, acknowledgement });
    await settled();
    expect(text()).toContain('Bapak Kepala Desa, 20 Juli 2026');
  });

  it('lets a trainer write a note at an item, which the trainee reads there', async () => {
    const { page, root, text, settled } = await open((one) => one.isCommenting.set(true));
    const notes = [...root.querySelectorAll('textarea')];
    expect(notes).toHaveLength(3);
    const [, second] = notes;
    if (!second) throw new Error('no second note');
    second.value = 'Hitung lagi.';
    second.dispatchEvent(new Event('input'));
    await settled();
    expect(page.comments()).toEqual({ [rowId(2)]: 'Hitung lagi.' });
    page.isCommenting.set(false);
    await settled();
    expect(text()).toContain('Catatan pelatihHitung lagi.');
  });

  it('marks what has changed since the version before', async () => {
    const items = [
      ...aPlan().items.slice(0, 1),
      aPlanItem(3, 'advocacy', { title: 'Audiensi' }),
      aPlanItem(7),
    ];
    const { text } = await open((one) => {
      one.before.set({ plan: aPlan(), n: 1 });
      one.plan.set(aPlan({ items, needs: [] }));
    });
    expect(text()).toContain('Perubahan sejak kiriman ke-1');
    expect(text()).toContain('diubah: Nama kegiatan');
    expect(text()).toContain('Dihapus: Kegiatan 2');
    expect(text()).toContain('Bagian lain yang diubah: Kebutuhan warga');
  });
});
