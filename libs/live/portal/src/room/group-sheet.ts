import { Component, computed, inject, signal } from '@angular/core';
import { type GroupId, SHEET_LINES_MAX } from '@bimtek/live-contracts';
import { Counted, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiIcon, UiPill } from '@bimtek/platform-ui';
import { LiveRoom } from './live-room.ts';

/** The own group of a group work: who is in it, what is to do, and the sheet that all of them write on. */
@Component({
  selector: 'live-group-sheet',
  imports: [Counted, TranslocoPipe, UiButton, UiIcon, UiPill],
  template: `
    @if (work(); as work) {
      <section class="card stack tight" aria-labelledby="kelompok">
        <div class="head">
          <h2 id="kelompok">{{ work.title }}</h2>
          @if (minutesLeft() !== null) {
            <ui-pill tone="now" icon="clock">{{
              minutesLeft()
                ? ('room.groups.left' | counted: minutesLeft() ?? 0)
                : ('room.groups.over' | transloco)
            }}</ui-pill>
          }
        </div>
        @if (group(); as group) {
          <p>
            <b>{{ 'room.groups.mine' | transloco: { number: group.number } }}</b>
            <span class="quiet"> · {{ names() }}</span>
          </p>
          @if (work.task) {
            <p class="task">{{ work.task }}</p>
          }
          <fieldset class="stack tight">
            <legend class="quiet small">
              {{ 'room.groups.sheet' | transloco }}. {{ 'room.groups.lineHint' | transloco }}
            </legend>
            @for (line of lines(); track line.line) {
              <span class="line">
                <input
                  class="input"
                  maxlength="500"
                  [attr.aria-label]="'room.groups.line' | transloco: { number: line.line }"
                  [value]="line.text"
                  (change)="write(group.id, line.line, $any($event.target).value)"
                />
                @if (line.isUnsent) {
                  <span class="quiet small"
                    ><ui-icon name="phone-clock" size="xs" />{{ 'room.unsent.waiting' | transloco }}</span
                  >
                }
              </span>
            }
          </fieldset>
          @if (lines().length < most) {
            <button uiButton="quiet" size="slim" type="button" (click)="added.set(lines().length + 1)">
              <ui-icon name="add" size="s" />{{ 'room.groups.add' | transloco }}
            </button>
          }
        } @else {
          <p class="quiet">{{ 'room.groups.none' | transloco }}</p>
        }
      </section>
    }
  `,
  styles: `
    .head {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 8px;
    }
    .task {
      white-space: pre-line;
    }
    .line {
      display: grid;
      gap: 4px;
      margin-top: 8px;
    }
  `,
})
export class GroupSheet {
  protected readonly live = inject(LiveRoom);
  protected readonly most = SHEET_LINES_MAX;
  protected readonly added = signal(0);
  protected readonly work = computed(() => this.live.room()?.groupWork ?? null);
  protected readonly group = computed(() => {
    const { groupId, personId } = this.live.me() ?? {};
    return this.work()?.groups.find(
      ({ id, members }) => id === groupId || members.some((member) => member.personId === personId),
    );
  });
  protected readonly names = computed(() => (this.group()?.members ?? []).map(({ name }) => name).join(', '));
  protected readonly minutesLeft = computed(() => {
    const endsAt = this.work()?.endsAt;
    return endsAt ? Math.max(0, Math.ceil((Date.parse(endsAt) - this.live.now()) / 60_000)) : null;
  });
  protected readonly lines = computed(() => {
    const group = this.group();
    if (!group) return [];
    const kept = this.live.view()?.channels[`group:${group.id}`]?.lines ?? [];
    const unsent = this.live
      .unsent()
      .flatMap((one) => (one.kind === 'line' && one.groupId === group.id ? [one] : []));
    const count = Math.max(
      3,
      this.added(),
      ...kept.map(({ line }) => line),
      ...unsent.map(({ line }) => line),
    );
    return Array.from({ length: Math.min(this.most, count) }, (_, at) => {
      const mine = unsent.find(({ line }) => line === at + 1);
      const text = mine?.text ?? kept.find(({ line }) => line === at + 1)?.text ?? '';
      return { line: at + 1, text, isUnsent: mine?.state === 'waiting' };
    });
  });

  protected write(groupId: GroupId, line: number, text: string): void {
    this.live.send({ kind: 'line', groupId, line, text });
  }
}
