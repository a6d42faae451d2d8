import { Component, computed, effect, inject, signal } from '@angular/core';
import { FormField, disabled, form, validate } from '@angular/forms/signals';
import { getIssuer, Issuer, putIssuer } from '@bimtek/certification-contracts';
import {
  ApiClient,
  type ApiProblem,
  asProblem,
  DeskHead,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiField, UiInput, UiSkeleton } from '@bimtek/platform-ui';

const nothing = {
  activityCode: '',
  unitCode: '',
  trainingName: '',
  programName: '',
  place: '',
  signatoryTitle: '',
  signatoryName: '',
  signatoryNip: '',
  chairName: '',
  chairNip: '',
};
type Typed = typeof nothing;

/** By whom, where and under which number certificates are issued from now on. */
@Component({
  selector: 'certification-issuer-page',
  imports: [
    DeskHead,
    FormField,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiField,
    UiInput,
    UiSkeleton,
  ],
  templateUrl: './issuer-page.html',
  styleUrl: './issuer-page.css',
})
export class IssuerPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  readonly #session = inject(Session);
  protected readonly read = this.#api.read(getIssuer);
  protected readonly mayChange = computed(() => this.#session.can(putIssuer));
  protected readonly isBusy = signal(false);
  protected readonly problem = signal<ApiProblem | undefined>(undefined);
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('certification.title'), link: '/kelola/sertifikat' },
  ]);
  readonly #hasAsked = signal(false);

  protected readonly typed = signal<Typed>(nothing);
  protected readonly fields = form(this.typed, (path) => {
    disabled(path, () => !this.mayChange());
    for (const code of [path.activityCode, path.unitCode]) {
      validate(code, ({ value }) => (/^[A-Z0-9-]{2,20}$/.test(value()) ? undefined : { kind: 'badCode' }));
    }
    for (const nip of [path.signatoryNip, path.chairNip]) {
      validate(nip, ({ value }) => (/^(\d{18})?$/.test(digitsOf(value())) ? undefined : { kind: 'badNip' }));
    }
    for (const name of [path.trainingName, path.programName]) {
      validate(name, ({ value }) => (value().trim().length < 5 ? { kind: 'missing' } : undefined));
    }
    for (const name of [path.place, path.signatoryTitle, path.signatoryName, path.chairName]) {
      validate(name, ({ value }) => (value().trim().length < 2 ? { kind: 'missing' } : undefined));
    }
  });
  protected readonly sample = computed(() => {
    const { activityCode, unitCode } = this.typed();
    return `00127/${activityCode || '…'}/${unitCode || '…'}/VII/2026`;
  });

  constructor() {
    effect(() => {
      const issuer = this.read.hasValue() ? this.read.value()?.issuer : undefined;
      if (issuer) this.typed.set(typedOf(issuer));
    });
  }

  protected errorOf(field: keyof Typed): string {
    const { touched, valid, errors } = this.fields[field]();
    if (valid() || !this.mayChange() || !(touched() || this.#hasAsked())) return '';
    return this.#words.t(`certification.issuer.${errors()[0]?.kind ?? 'missing'}`);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.#hasAsked.set(true);
    if (!this.fields().valid() || this.isBusy()) return;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      this.read.set(await this.#api.call(putIssuer, { body: issuerOf(this.typed()) }));
      this.#toasts.show(this.#words.t('certification.issuer.saved'));
    } catch (error) {
      this.problem.set(asProblem(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}

const digitsOf = (text: string) => text.replaceAll(/\s/g, '');

function typedOf({ signatory, organizerChair, ...issuer }: Issuer): Typed {
  return {
    ...issuer,
    signatoryTitle: signatory.title,
    signatoryName: signatory.name,
    signatoryNip: signatory.civilServantId ?? '',
    chairName: organizerChair.name,
    chairNip: organizerChair.civilServantId ?? '',
  };
}

function issuerOf(typed: Typed): Issuer {
  const official = (name: string, nip: string) => ({
    name,
    ...(digitsOf(nip) ? { civilServantId: digitsOf(nip) } : {}),
  });
  const { activityCode, unitCode, trainingName, programName, place } = typed;
  return Issuer.parse({
    activityCode,
    unitCode,
    trainingName,
    programName,
    place,
    signatory: { title: typed.signatoryTitle, ...official(typed.signatoryName, typed.signatoryNip) },
    organizerChair: official(typed.chairName, typed.chairNip),
  });
}
