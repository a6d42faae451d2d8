import { Component, computed, effect, inject, model, signal } from '@angular/core';
import { Router } from '@angular/router';
import {
  ApiClient,
  type ApiProblem,
  asProblem,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { Toasts, UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { addPerson, listRegions, type PersonId } from '@bimtek/registry-contracts';

const empty = {
  fullName: '',
  titleBefore: '',
  titleAfter: '',
  phone: '',
  email: '',
  position: '',
  civilServantId: '',
};
type Typed = typeof empty;

/** What is typed, in its order, with what the contract takes. */
const fields: readonly { name: keyof Typed; most: number; type: string; hint?: string }[] = [
  { name: 'fullName', most: 100, type: 'text', hint: 'registry.addPerson.fullNameHint' },
  { name: 'titleBefore', most: 40, type: 'text' },
  { name: 'titleAfter', most: 80, type: 'text' },
  { name: 'phone', most: 30, type: 'tel', hint: 'registry.addPerson.phoneHint' },
  { name: 'email', most: 200, type: 'email' },
  { name: 'position', most: 120, type: 'text' },
  { name: 'civilServantId', most: 30, type: 'text' },
];

/** Adds a trainer or somebody of an office, who stands on no decree; then leads to the account for a code. */
@Component({
  selector: 'registry-add-person-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  templateUrl: './add-person-dialog.html',
  styles: `
    form {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
      gap: 12px 16px;
      align-items: start;
    }
    .whole {
      grid-column: 1 / -1;
    }
  `,
})
export class AddPersonDialog {
  readonly #api = inject(ApiClient);
  readonly #router = inject(Router);
  readonly #toasts = inject(Toasts);
  readonly #words = inject(Words);
  readonly open = model(false);

  protected readonly fields = fields;
  protected readonly typed = signal<Typed>(empty);
  protected readonly province = signal('');
  protected readonly regency = signal('');
  protected readonly hasAsked = signal(false);
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<ApiProblem | undefined>(undefined);
  /** One id for one person, however often the button is pressed. */
  #id = newId<PersonId>();

  readonly #provinces = this.#api.read(listRegions, () => (this.open() ? { query: {} } : undefined));
  readonly #regencies = this.#api.read(listRegions, () =>
    this.open() && this.province() ? { query: { parent: this.province() } } : undefined,
  );
  protected readonly provinces = computed(() =>
    this.#provinces.hasValue() ? this.#provinces.value().items : [],
  );
  protected readonly regencies = computed(() =>
    this.province() && this.#regencies.hasValue() ? this.#regencies.value().items : [],
  );
  protected readonly nameError = computed(() =>
    (this.hasAsked() && this.typed().fullName.trim().length < 2) || this.problem()?.code === 'name-not-valid'
      ? this.#words.t('registry.addPerson.nameMissing')
      : '',
  );
  protected readonly contactError = computed(() => {
    const { phone, email } = this.typed();
    return this.hasAsked() && !phone.trim() && !email.trim()
      ? this.#words.t('registry.addPerson.contactMissing')
      : '';
  });

  constructor() {
    effect(() => {
      if (!this.open()) return;
      this.#id = newId<PersonId>();
      this.typed.set(empty);
      this.province.set('');
      this.regency.set('');
      this.hasAsked.set(false);
      this.problem.set(undefined);
    });
  }

  protected type(field: keyof Typed, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }

  protected errorOf(name: keyof Typed): string {
    if (name === 'fullName') return this.nameError();
    return name === 'phone' ? this.contactError() : '';
  }

  protected chooseProvince(code: string): void {
    this.province.set(code);
    this.regency.set('');
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    this.hasAsked.set(true);
    this.problem.set(undefined);
    if (this.nameError() || this.contactError() || this.isBusy()) return;
    this.isBusy.set(true);
    try {
      const body = { id: this.#id, ...this.typed(), regency: this.regency() || null };
      const { personId } = await this.#api.call(addPerson, { body });
      this.open.set(false);
      this.#toasts.show(this.#words.t('registry.addPerson.added', { name: body.fullName.trim() }));
      await this.#router.navigate(['/kelola/akun', personId]);
    } catch (error) {
      this.problem.set(asProblem(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}
