import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Type } from '@angular/core';
import { provideRouter } from '@angular/router';
import { describe, expect, it } from '@jest/globals';
import { initialsOf } from './avatar.ts';
import { UiCounts, UiMeter, UiProgress } from './bars.ts';
import { UiButton } from './button.ts';
import { UiChips } from './chips.ts';
import { UiOption, UiOptions } from './option.ts';
import { UiPlaces } from './places.ts';
import { UiRing } from './ring.ts';
import { UiRow } from './row.ts';
import { UiSaveState } from './save-state.ts';
import { UiSteps } from './steps.ts';
import { UiSort, UiTable } from './table.ts';
import { UiTabs } from './tabs.ts';
import { Toasts, UiToastRegion } from './toasts.ts';

function open<T>(page: Type<T>) {
  TestBed.configureTestingModule({ providers: [provideRouter([])] });
  const fixture = TestBed.createComponent(page);
  fixture.detectChanges();
  const root = fixture.nativeElement as HTMLElement;
  const find = (selector: string) => root.querySelector<HTMLElement>(selector) as HTMLElement;
  return { fixture, root, find, page: fixture.componentInstance };
}
const textOf = (element: Element | null) => element?.textContent?.replace(/\s+/g, ' ').trim();

describe('a busy button', () => {
  @Component({
    imports: [UiButton],
    template: `<button uiButton [busy]="busy()" (click)="clicks.set(clicks() + 1)">Simpan</button>`,
  })
  class Page {
    readonly busy = signal(true);
    readonly clicks = signal(0);
  }

  it('says so and takes no second click, without losing the focus', () => {
    const { fixture, find, page } = open(Page);
    const button = find('button');
    expect(button.getAttribute('aria-busy')).toBe('true');
    button.click();
    expect(page.clicks()).toBe(0);
    expect(button.hasAttribute('disabled')).toBe(false);

    page.busy.set(false);
    fixture.detectChanges();
    button.click();
    expect(page.clicks()).toBe(1);
  });
});

describe('options', () => {
  @Component({
    imports: [UiOption, UiOptions],
    template: `
      <ui-options legend="Pilih satu jawaban">
        @for (letter of ['A', 'B']; track letter) {
          <ui-option
            name="soal-1"
            [letter]="letter"
            [checked]="chosen() === letter"
            [verdict]="letter === 'B' ? 'right' : undefined"
            (chosen)="chosen.set(letter)"
            >Jawaban {{ letter }}</ui-option
          >
        }
      </ui-options>
    `,
  })
  class Page {
    readonly chosen = signal('');
  }

  it('are one group of radio buttons, named by their words', () => {
    const { fixture, root, find, page } = open(Page);
    expect(textOf(find('legend'))).toBe('Pilih satu jawaban');
    const radios = [...root.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    expect(radios.map(({ name }) => name)).toEqual(['soal-1', 'soal-1']);
    radios[1]?.click();
    fixture.detectChanges();
    expect(page.chosen()).toBe('B');
    expect(textOf(radios[1]?.closest('label') ?? null)).toContain('Jawaban B');
  });

  it('show a right choice with a tick, not with colour alone', () => {
    const { fixture, root, page } = open(Page);
    page.chosen.set('B');
    fixture.detectChanges();
    const right = root.querySelector('.option.right');
    expect(right?.querySelector('.option-letter svg')).not.toBeNull();
  });
});

describe('a ring', () => {
  @Component({
    imports: [UiRing],
    template: `<ui-ring [value]="value()" [state]="state()" text="3" label="Modul 3, 76 persen" />`,
  })
  class Page {
    readonly value = signal(76);
    readonly state = signal<'done' | 'now' | 'none'>('now');
  }

  it('draws the share that is done and reads as its label', () => {
    const { fixture, find, page } = open(Page);
    expect(find('.ring-value').getAttribute('stroke-dasharray')).toBe('76 100');
    expect(find('ui-ring').getAttribute('role')).toBe('img');
    expect(find('ui-ring').getAttribute('aria-label')).toBe('Modul 3, 76 persen');
    page.state.set('done');
    fixture.detectChanges();
    expect(find('.ring-value').getAttribute('stroke-dasharray')).toBe('100 100');
    expect(find('.ring-text svg')).not.toBeNull();
  });

  it('stays empty for what has not begun', () => {
    const { fixture, find, page } = open(Page);
    page.state.set('none');
    fixture.detectChanges();
    expect(find('.ring-value')).toBeNull();
    expect(textOf(find('.ring-text'))).toBe('3');
  });
});

describe('bars', () => {
  @Component({
    imports: [UiCounts, UiMeter, UiProgress],
    template: `
      <ui-meter [value]="79.4" [limit]="80" />
      <ui-progress label="Impor" [total]="10" [done]="6" [failed]="1" />
      <ui-counts
        [counts]="[
          { count: '8', label: 'perhatian', tone: 'now', queryParams: { keadaan: 'perhatian' } },
          { count: '619', label: 'tersisa', tone: 'none' },
        ]"
      />
    `,
  })
  class Page {}

  it('of a value stop short of the limit it does not reach', () => {
    const { find } = open(Page);
    expect(find('.meter span').style.inlineSize).toBe('79.4%');
    expect(find('.meter i').style.insetInlineStart).toBe('80%');
  });

  it('of long work say how far it is', () => {
    const bar = open(Page).find('[role=progressbar]');
    expect(bar.getAttribute('aria-valuenow')).toBe('7');
    expect(bar.getAttribute('aria-valuemax')).toBe('10');
  });

  it('have counts that lead to their rows', () => {
    const { root } = open(Page);
    const [link, ...others] = root.querySelectorAll('.counts a');
    expect(link?.getAttribute('href')).toBe('/?keadaan=perhatian');
    expect(textOf(link ?? null)).toBe('8 perhatian');
    expect(others).toHaveLength(0);
  });
});

describe('tabs', () => {
  @Component({
    imports: [UiTabs],
    template: `<ui-tabs
      label="Bagian"
      [(selected)]="selected"
      [tabs]="[
        { id: 'antrean', label: 'Antrean' },
        { id: 'karya', label: 'Karya' },
        { id: 'rubrik', label: 'Rubrik' },
      ]"
    />`,
  })
  class Page {
    readonly selected = signal('antrean');
  }

  it.each([
    ['ArrowRight', 'karya'],
    ['ArrowLeft', 'rubrik'],
    ['End', 'rubrik'],
    ['Home', 'antrean'],
    ['x', 'antrean'],
  ])('move by %s to %s', (key, expected) => {
    const { find, page } = open(Page);
    find('[role=tab]').dispatchEvent(new KeyboardEvent('keydown', { key }));
    expect(page.selected()).toBe(expected);
  });

  it('let only the chosen tab be reached by Tab', () => {
    const tabs = [...open(Page).root.querySelectorAll<HTMLElement>('[role=tab]')];
    expect(tabs.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
    expect(tabs[0]?.getAttribute('aria-controls')).toBe('panel-antrean');
  });
});

describe('a save state', () => {
  @Component({
    imports: [UiSaveState],
    template: `<ui-save-state [state]="state()" retryLabel="Coba lagi" (retry)="tries.set(tries() + 1)"
      >Keadaan</ui-save-state
    >`,
  })
  class Page {
    readonly state = signal<'saved' | 'failed'>('saved');
    readonly tries = signal(0);
  }

  it('is announced, and offers another try only when it failed', () => {
    const { fixture, find, page } = open(Page);
    expect(find('[role=status]')).not.toBeNull();
    expect(find('button')).toBeNull();
    page.state.set('failed');
    fixture.detectChanges();
    find('button').click();
    expect(page.tries()).toBe(1);
  });
});

describe('lists', () => {
  @Component({
    imports: [UiChips, UiRow, UiSort, UiSteps, UiTable],
    template: `
      <a uiRow href="/x" heading="Kuis Modul 3" meta="10 soal"></a>
      <div uiRow heading="Tersimpan"></div>
      <ui-chips
        label="Saringan"
        selected="semua"
        [chips]="[
          { id: 'semua', label: 'Semua', count: '40' },
          { id: 'kurang', label: 'Tugas kurang' },
        ]"
        (chosen)="asked.set($event)"
      />
      <table uiTable>
        <thead>
          <tr>
            <th uiSort="ascending" (asked)="asked.set('nama')">Nama</th>
          </tr>
        </thead>
      </table>
      <ui-steps label="Langkah" [steps]="['Unggah', 'Periksa', 'Terapkan']" [current]="1" />
    `,
  })
  class Page {
    readonly asked = signal('');
  }

  it('have rows whose whole width is the link; rows that lead nowhere have no chevron', () => {
    const { root } = open(Page);
    expect(textOf(root.querySelector('a.row .row-title'))).toBe('Kuis Modul 3');
    expect(textOf(root.querySelector('a.row .row-meta'))).toBe('10 soal');
    expect(root.querySelectorAll('.chevron')).toHaveLength(1);
  });

  it('say which filter holds', () => {
    const { root, page } = open(Page);
    const [all, few] = root.querySelectorAll<HTMLButtonElement>('.chip');
    expect(all?.getAttribute('aria-pressed')).toBe('true');
    few?.click();
    expect(page.asked()).toBe('kurang');
  });

  it('say by what they are sorted', () => {
    const { find, page } = open(Page);
    expect(find('th').getAttribute('aria-sort')).toBe('ascending');
    find('th button').click();
    expect(page.asked()).toBe('nama');
  });

  it('say which step one is at', () => {
    const { root } = open(Page);
    expect(textOf(root.querySelector('[aria-current=step]'))).toBe('2 Periksa');
  });
});

describe('the places', () => {
  @Component({
    imports: [UiPlaces],
    template: `<ui-places
      label="Menu utama"
      [places]="[{ path: '/pesan', label: 'Pesan', icon: 'chat', count: 2, countLabel: 'pesan baru' }]"
    />`,
  })
  class Page {}

  it('read their counts out', () => {
    const { find } = open(Page);
    expect(find('nav').getAttribute('aria-label')).toBe('Menu utama');
    expect(textOf(find('nav a .places-count'))).toBe('2 pesan baru');
    expect(textOf(find('nav a .places-word'))).toBe('Pesan');
  });
});

describe('toasts', () => {
  it('can be undone, and then go', () => {
    const { fixture, root } = open(UiToastRegion);
    let isUndone = false;
    TestBed.inject(Toasts).show('Nilai disimpan', { label: 'Urungkan', act: () => (isUndone = true) });
    fixture.detectChanges();
    expect(textOf(root.querySelector('.toast span'))).toBe('Nilai disimpan');
    root.querySelector<HTMLButtonElement>('.toast button')?.click();
    fixture.detectChanges();
    expect(isUndone).toBe(true);
    expect(root.querySelector('.toast')).toBeNull();
  });
});

describe('initialsOf', () => {
  it.each([
    ['Rahayu Wulandari', 'RW'],
    ['Hj. Siti Maemunah, S.Pd.', 'SM'],
    ['Parjo', 'P'],
    ['Rr. Endang Sulastri Handayaningrum', 'EH'],
    ["D'Angelo", 'D'],
    ['', '?'],
  ])('%s is %s', (name, expected) => expect(initialsOf(name)).toBe(expected));
});
