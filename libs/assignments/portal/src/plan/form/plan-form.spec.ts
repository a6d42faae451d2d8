import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { emptyPlan, type PlanDraft, type PlanFacts } from '@bimtek/assignments-contracts';
import { aPlan, aPlanItem, rowId, somePlanDates } from '@bimtek/assignments-contracts/testing';
import { providePortalTesting } from '@bimtek/platform-portal/testing';
import { Toasts } from '@bimtek/platform-ui';
import { describe, expect, it } from '@jest/globals';
import words from '../words/id.ts';
import { PlanForm } from './plan-form.ts';

const facts: PlanFacts = {
  ...somePlanDates,
  library: 'Perpusdes',
  village: 'Sumber Makmur',
  acknowledgeUntil: '2026-07-24',
  acknowledgement: null,
};

@Component({
  imports: [PlanForm],
  template: `
    <plan-form
      [plan]="plan()"
      [facts]="facts"
      [asked]="asked()"
      [comments]="comments"
      (changed)="plan.set($event)"
    />
  `,
})
class Page {
  readonly plan = signal<PlanDraft>(emptyPlan);
  readonly asked = signal(0);
  readonly comments = { [rowId(2)]: 'Sebutkan jumlahnya.' };
  readonly facts = facts;
}

// The page of specs has no layout to scroll.
Element.prototype.scrollIntoView = () => undefined;

async function open(plan: PlanDraft) {
  TestBed.configureTestingModule({ providers: [providePortalTesting({ words: { plan: words } })] });
  const fixture = TestBed.createComponent(Page);
  const page = fixture.componentInstance;
  page.plan.set(plan);
  await fixture.whenStable();
  const root = fixture.nativeElement as HTMLElement;
  const settled = async () => {
    await fixture.whenStable();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const button = (name: string) =>
    [...root.querySelectorAll('button')].find((one) =>
      (one.getAttribute('aria-label') ?? one.textContent ?? '').includes(name),
    );
  return {
    page,
    text: () => (root.textContent ?? '').replaceAll(/\s+/g, ' '),
    field: (path: string) => root.querySelector<HTMLInputElement>(`[id="${path}"]`),
    press: async (name: string) => {
      const found = button(name);
      if (!found) throw new Error(`no button ${name}`);
      found.click();
      await settled();
    },
    type: async (path: string, value: string) => {
      const field = root.querySelector<HTMLInputElement>(`[id="${path}"]`);
      if (!field) throw new Error(`no field ${path}`);
      field.value = value;
      field.dispatchEvent(new Event('input'));
      await settled();
    },
    ask: async () => {
      page.asked.update((times) => times + 1);
      await settled();
    },
  };
}
const titles = (page: Page) => page.plan().items.map(({ title }) => title);

describe('the form of a plan', () => {
  it('counts what is missing at each part, and says it at the fields only once it is to be sent', async () => {
    const form = await open(aPlan({ about: { ...aPlan().about, vision: '' } }));
    expect(form.text()).toContain('Tentang rencana1 hal belum');
    expect(form.text()).toContain('Kegiatanlengkap');
    expect(form.text()).not.toContain('Visi dalam satu kalimat belum diisi');
    await form.ask();
    expect(form.text()).toContain('Rencana belum dapat dikirim');
    expect(form.field('about.vision')?.getAttribute('aria-invalid')).toBe('true');
    await form.type('about.vision', 'Perpustakaan untuk semua.');
    expect(form.text()).toContain('Semua sudah lengkap');
    expect(form.page.plan().about.vision).toBe('Perpustakaan untuk semua.');
  });

  it('leads from a fault to its field, in another part and in a folded card', async () => {
    const items = [...aPlan().items.slice(0, 2), aPlanItem(3, 'advocacy', { personInCharge: '' })];
    const form = await open(aPlan({ items }));
    await form.ask();
    await form.press('Kegiatan 3 (Kegiatan 3): Penanggung jawab belum diisi');
    const field = form.field(`items.${rowId(3)}.personInCharge`);
    expect(field).not.toBeNull();
    expect(document.activeElement).toBe(field);
  });

  it('says that advocacy is missing and offers to add it', async () => {
    const form = await open(aPlan({ items: aPlan().items.slice(0, 2) }));
    await form.press('Lanjut: Kebutuhan warga');
    await form.press('Lanjut: Kegiatan');
    expect(form.text()).toContain('Belum ada kegiatan Advokasi. Tambahkan sedikitnya satu.');
    await form.press('Tambah kegiatan Advokasi');
    expect(form.page.plan().items.at(-1)).toMatchObject({ strategy: 'advocacy', title: '' });
    expect(form.text()).not.toContain('Belum ada kegiatan Advokasi');
  });

  it('moves, copies and removes items, and brings a removed one back where it was', async () => {
    const form = await open(aPlan());
    await form.press('Lanjut: Kebutuhan warga');
    await form.press('Lanjut: Kegiatan');
    await form.press('Turunkan kegiatan 1');
    expect(titles(form.page)).toEqual(['Kegiatan 2', 'Kegiatan 1', 'Kegiatan 3']);
    await form.press('Salin kegiatan 1');
    expect(titles(form.page)).toEqual(['Kegiatan 2', 'Kegiatan 2 (salinan)', 'Kegiatan 1', 'Kegiatan 3']);
    await form.press('Hapus kegiatan 3');
    expect(titles(form.page)).toEqual(['Kegiatan 2', 'Kegiatan 2 (salinan)', 'Kegiatan 3']);
    TestBed.inject(Toasts).toasts().at(-1)?.act?.();
    expect(titles(form.page)).toEqual(['Kegiatan 2', 'Kegiatan 2 (salinan)', 'Kegiatan 1', 'Kegiatan 3']);
  });

  it('shows the note of the trainer at the item it is about', async () => {
    const form = await open(aPlan());
    await form.press('Lanjut: Kebutuhan warga');
    await form.press('Lanjut: Kegiatan');
    expect(form.text()).toContain('Catatan pelatihSebutkan jumlahnya.');
  });

  it('groups rupiah while they are typed and adds them up', async () => {
    const form = await open(aPlan({ items: [aPlanItem(1, 'advocacy')] }));
    await form.press('Lanjut: Kebutuhan warga');
    await form.press('Lanjut: Kegiatan');
    await form.press('Isi kegiatan');
    await form.type(`costs.${rowId(100)}.unitPrice`, 'Rp 2500000');
    expect(form.field(`costs.${rowId(100)}.unitPrice`)?.value).toBe('2.500.000');
    expect(form.text()).toContain('Rp20.000.000');
    expect(form.page.plan().items[0]?.costs[0]?.unitPrice).toBe(2_500_000);
  });
});
