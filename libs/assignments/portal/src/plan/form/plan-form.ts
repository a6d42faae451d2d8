import {
  Component,
  computed,
  DOCUMENT,
  effect,
  inject,
  input,
  output,
  signal,
  ViewEncapsulation,
} from '@angular/core';
import {
  faultsOf,
  type PlanDraft,
  type PlanFacts,
  planSections,
  type PlanSection,
} from '@bimtek/assignments-contracts';
import { Counted, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiMeter } from '@bimtek/platform-ui';
import { type FaultLine, PlanSentences } from '../plan-sentences.ts';
import { AboutSection } from './about-section.ts';
import { ClosingSection } from './closing-section.ts';
import { ItemsSection } from './items-section.ts';
import { NeedsSection } from './needs-section.ts';
import { StepsSection } from './steps-section.ts';

/**
 * The activity plan, part by part: what is still missing is counted at each part from the start, and said at each field
 * once the person has asked to send it.
 */
@Component({
  selector: 'plan-form',
  imports: [
    AboutSection,
    ClosingSection,
    Counted,
    ItemsSection,
    NeedsSection,
    StepsSection,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiMeter,
  ],
  templateUrl: './plan-form.html',
  styleUrl: './plan-form.css',
  encapsulation: ViewEncapsulation.None,
})
export class PlanForm {
  readonly #words = inject(Words);
  readonly #sentences = inject(PlanSentences);
  readonly #document = inject(DOCUMENT);

  readonly plan = input.required<PlanDraft>();
  readonly facts = input.required<PlanFacts>();
  /** What a trainer said about items, by their id. */
  readonly comments = input<Readonly<Record<string, string>>>({});
  /** How often the person has asked to send it: from the first time on faults are said, and each time leads to them. */
  readonly asked = input(0);
  readonly changed = output<PlanDraft>();

  protected readonly section = signal<PlanSection>('about');
  protected readonly openItem = signal<string | null>(null);
  protected readonly isNavOpen = signal(false);

  protected readonly isAsked = computed(() => this.asked() > 0);
  protected readonly faults = computed(() => faultsOf(this.plan(), this.facts()));
  protected readonly errors = computed<ReadonlyMap<string, string>>(() =>
    this.isAsked()
      ? new Map(
          this.faults()
            .toReversed()
            .map((fault) => [fault.path, this.#sentences.beside(fault)]),
        )
      : new Map(),
  );
  protected readonly parts = computed(() =>
    planSections.map((id, place) => ({
      id,
      n: place + 1,
      name: this.#words.t(`plan.section.${id}`),
      missing: this.faults().filter((fault) => fault.section === id).length,
    })),
  );
  protected readonly missingByPart = computed(() =>
    this.parts()
      .filter(({ missing }) => missing > 0)
      .map(({ id, name }) => ({
        id,
        name,
        lines: this.faults()
          .filter(({ section }) => section === id)
          .map((fault) => this.#sentences.line(fault, this.plan())),
      })),
  );
  protected readonly place = computed(() => planSections.indexOf(this.section()));
  protected readonly part = computed(() => this.parts()[this.place()]);
  protected readonly previous = computed(() => this.parts()[this.place() - 1]);
  protected readonly next = computed(() => this.parts()[this.place() + 1]);
  protected readonly complete = computed(() => this.parts().filter(({ missing }) => missing === 0).length);

  constructor() {
    effect(() => {
      if (this.asked() > 0) this.#focus('belum-lengkap');
    });
  }

  protected show(section: PlanSection): void {
    this.section.set(section);
    this.isNavOpen.set(false);
    this.#focus('bagian');
  }

  /** Opens the part, the card and the field of a fault. */
  protected putRight({ path, section }: FaultLine): void {
    this.section.set(section);
    this.isNavOpen.set(false);
    const [, id] = path.split('.');
    if (section === 'items' && id) this.openItem.set(id);
    this.#focus(path);
  }

  #focus(id: string): void {
    // The part is drawn in the turn that follows.
    setTimeout(() => {
      const field = this.#document.getElementById(id);
      field?.focus({ preventScroll: true });
      field?.scrollIntoView({ block: id === 'bagian' ? 'start' : 'center' });
    });
  }
}
