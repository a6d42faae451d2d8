import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormField, form } from '@angular/forms/signals';
import { describe, expect, it } from '@jest/globals';
import { UiCheckbox } from './checkbox.ts';
import { UiField, UiInput } from './field.ts';
import { UiPasswordField } from './password-field.ts';

@Component({
  imports: [FormField, UiCheckbox, UiField, UiInput, UiPasswordField],
  template: `
    <ui-field label="Nomor WhatsApp" hint="Diawali 08." [error]="error()">
      <input uiInput [formField]="fields.phone" />
    </ui-field>
    <ui-password-field
      label="Kata sandi"
      showLabel="Tampilkan"
      hideLabel="Sembunyikan"
      [formField]="fields.password"
    />
    <ui-checkbox hint="Isi layar dibersihkan." [formField]="fields.shared">Dipakai bersama</ui-checkbox>
  `,
})
class Page {
  readonly error = signal('');
  readonly typed = signal({ phone: '0812', password: '', shared: false });
  readonly fields = form(this.typed);
}

function open() {
  const fixture = TestBed.createComponent(Page);
  fixture.detectChanges();
  const root = fixture.nativeElement as HTMLElement;
  return { fixture, root, page: fixture.componentInstance };
}

const labelled = (root: HTMLElement, text: string) => {
  const label = [...root.querySelectorAll('label')].find((one) => one.textContent?.includes(text));
  return (label?.control ?? root.querySelector(`#${label?.htmlFor}`)) as HTMLInputElement;
};
const note = (root: HTMLElement, input: HTMLElement) =>
  root.querySelector(`#${input.getAttribute('aria-describedby')}`)?.textContent?.trim();

describe('a field', () => {
  it('is named by its label and described by its hint', () => {
    const { root } = open();
    const input = labelled(root, 'Nomor WhatsApp');
    expect(input.value).toBe('0812');
    expect(note(root, input)).toBe('Diawali 08.');
    expect(input.getAttribute('aria-invalid')).toBeNull();
  });

  it('says the error in place of the hint', () => {
    const { fixture, root, page } = open();
    page.error.set('Kurang 1 angka.');
    fixture.detectChanges();
    const input = labelled(root, 'Nomor WhatsApp');
    expect(note(root, input)).toBe('Kurang 1 angka.');
    expect(input.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('a password field', () => {
  it('can be looked at, and takes part in the form', () => {
    const { fixture, root, page } = open();
    const input = labelled(root, 'Kata sandi');
    expect(input.type).toBe('password');
    input.value = 'perahu hijau';
    input.dispatchEvent(new Event('input'));
    expect(page.typed().password).toBe('perahu hijau');

    const eye = root.querySelector<HTMLButtonElement>('button[aria-label="Tampilkan"]');
    eye?.click();
    fixture.detectChanges();
    expect(input.type).toBe('text');
    expect(eye?.getAttribute('aria-label')).toBe('Sembunyikan');
    expect(eye?.getAttribute('aria-pressed')).toBe('true');
  });
});

describe('a checkbox', () => {
  it('is ticked by its words and tells the form', () => {
    const { fixture, root, page } = open();
    const box = labelled(root, 'Dipakai bersama');
    box.click();
    fixture.detectChanges();
    expect(page.typed().shared).toBe(true);
    expect(box.checked).toBe(true);
  });
});
