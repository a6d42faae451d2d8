import { Service, computed, inject, signal } from '@angular/core';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import {
  approveDecision,
  getClassDecision,
  listDecisions,
  Outcome,
  prepareDecision,
} from '@bimtek/graduation-contracts';
import { ApiClient, type ApiProblem, asProblem } from '@bimtek/platform-portal';

const peopleAPage = 50;

/** The decision on one class and its two acts. */
@Service({ autoProvided: false })
export class ClassDecisionStore {
  readonly #api = inject(ApiClient);
  readonly classGroupId = signal<string | undefined>(undefined);
  readonly outcome = signal<string | undefined>(undefined);
  readonly after = signal<string | undefined>(undefined);
  readonly problem = signal<ApiProblem | undefined>(undefined);
  readonly isBusy = signal(false);

  readonly #at = computed(() => {
    const parsed = ClassGroupId.safeParse(this.classGroupId());
    return parsed.success ? { classGroupId: parsed.data } : undefined;
  });
  readonly decision = this.#api.read(getClassDecision, () => {
    const params = this.#at();
    return params ? { params } : undefined;
  });
  /** Which preparation is shown, so that the list is read again when another takes its place. */
  readonly #edition = computed(() => {
    const decision = this.decision.hasValue() ? this.decision.value() : undefined;
    return decision && decision.state !== 'none' ? `${decision.state} ${decision.preparedAt}` : undefined;
  });
  readonly people = this.#api.read(listDecisions, () => {
    const params = this.#at();
    if (!params || !this.#edition()) return undefined;
    const outcome = Outcome.safeParse(this.outcome()).data;
    const after = this.after();
    return {
      params,
      query: { limit: peopleAPage, ...(outcome ? { outcome } : {}), ...(after ? { after } : {}) },
    };
  });

  prepare(): Promise<boolean> {
    return this.#act((params) => this.#api.call(prepareDecision, { params }));
  }

  /** Approves exactly the preparation that is on the screen. */
  approve(preparedAt: string): Promise<boolean> {
    return this.#act((params) => this.#api.call(approveDecision, { params, body: { preparedAt } }));
  }

  async #act(
    act: (params: {
      classGroupId: ClassGroupId;
    }) => Promise<NonNullable<ReturnType<typeof this.decision.value>>>,
  ): Promise<boolean> {
    const params = this.#at();
    if (!params || this.isBusy()) return false;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      this.decision.set(await act(params));
      this.people.reload();
      return true;
    } catch (error) {
      this.problem.set(asProblem(error));
      if (!asProblem(error).isNetwork) this.decision.reload();
      return false;
    } finally {
      this.isBusy.set(false);
    }
  }
}
