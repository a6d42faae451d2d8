import { Component, computed, inject, input, model, signal } from '@angular/core';
import { findTeamMembers } from '@bimtek/delivery-contracts';
import type { RunId, TeamMember } from '@bimtek/delivery-contracts';
import { ApiClient, Counted, TranslocoPipe } from '@bimtek/platform-portal';
import { SearchBox } from '@bimtek/platform-portal/list';
import { UiButton, UiIconButton } from '@bimtek/platform-ui';

/** Chooses people who have an account, by part of the name. Who is chosen stands above the search. */
@Component({
  selector: 'delivery-person-picker',
  imports: [Counted, SearchBox, TranslocoPipe, UiButton, UiIconButton],
  template: `
    <fieldset>
      <legend>{{ label() }}</legend>
      @if (hint()) {
        <p class="quiet small">{{ hint() }}</p>
      }
      <ul class="chosen">
        @for (person of chosen(); track person.personId) {
          <li>
            <span>{{ person.name }}</span>
            <button
              type="button"
              uiIconButton="close"
              [label]="'delivery.act.remove' | transloco: { name: person.name }"
              (click)="remove(person)"
            ></button>
          </li>
        }
      </ul>
      @if (chosen().length < most()) {
        <app-search [label]="'delivery.team.search' | transloco" [value]="q()" (asked)="q.set($event)" />
        <div aria-live="polite">
          @if (q().length >= 2 && found.hasValue()) {
            <ul class="found">
              @for (person of offered(); track person.personId) {
                <li>
                  <span>
                    <b>{{ person.name }}</b>
                    <small class="quiet">
                      {{ person.place ?? person.participantCode }}
                      @if (person.classGroups > 0) {
                        · {{ 'delivery.team.classes' | counted: person.classGroups }}
                      }
                    </small>
                  </span>
                  <button type="button" uiButton="outline" size="small" (click)="add(person)">
                    {{ 'delivery.act.add' | transloco }}<span class="sr"> {{ person.name }}</span>
                  </button>
                </li>
              } @empty {
                <li class="quiet">{{ 'delivery.team.none' | transloco }}</li>
              }
            </ul>
          }
        </div>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: 8px;
    }
    legend {
      font-weight: 600;
      padding: 0;
    }
    .chosen {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .chosen:empty {
      display: none;
    }
    .chosen li {
      display: flex;
      align-items: center;
      padding-left: 14px;
      border-radius: var(--radius);
      background: var(--primary-soft);
      color: var(--primary-ink);
      font-weight: 600;
    }
    .chosen .icon-btn {
      width: 40px;
      height: 40px;
      color: inherit;
    }
    .found {
      max-height: 232px;
      overflow-y: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius);
    }
    .found li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      padding: 8px 12px;
    }
    .found li + li {
      border-top: 1px solid var(--line);
    }
    .found small {
      display: block;
      font-size: var(--text-s);
    }
  `,
})
export class PersonPicker {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly most = input(1);
  readonly runId = input<RunId | undefined>(undefined);
  readonly chosen = model.required<readonly TeamMember[]>();
  protected readonly q = signal('');
  protected readonly found = inject(ApiClient).read(findTeamMembers, () => {
    const [runId, q] = [this.runId(), this.q()];
    return runId && q.length >= 2 ? { query: { q, runId } } : undefined;
  });
  protected readonly offered = computed(() => {
    const chosen = new Set(this.chosen().map(({ personId }) => personId));
    return this.found.hasValue() ? this.found.value().items.filter((one) => !chosen.has(one.personId)) : [];
  });

  protected add({ personId, name }: TeamMember): void {
    this.chosen.update((chosen) => [...chosen, { personId, name }].slice(0, this.most()));
    this.q.set('');
  }

  protected remove({ personId }: TeamMember): void {
    this.chosen.update((chosen) => chosen.filter((one) => one.personId !== personId));
  }
}
