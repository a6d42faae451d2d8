import { Component, computed, effect, inject, input, signal, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import {
  changeClassGroup,
  exportEnrollments,
  openClassGroup,
  placeEnrollments,
  proposePlacement,
  proposeTrainers,
  reopenClassGroup,
  setClassTeam,
  timeZoneName,
} from '@bimtek/delivery-contracts';
import type { ClassGroupDetail, ClassGroupId, EnrollmentFilter } from '@bimtek/delivery-contracts';
import {
  Counted,
  DeskHead,
  Formats,
  PageTitle,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { SearchBox } from '@bimtek/platform-portal/list';
import { Toasts, UiBanner, UiButton, UiIcon, UiSkeleton } from '@bimtek/platform-ui';
import { ExportDialog } from '../people/export-dialog.ts';
import { PeopleStore } from '../people/people-store.ts';
import { PeopleView } from '../people/people-view.ts';
import { ClassProposals } from '../proposals/class-proposals.ts';
import { PeopleBar } from '../shared/people-bar.ts';
import { roman } from '../shared/roman.ts';
import { ClassStatePill } from '../shared/state-pill.ts';
import { TeamDialog } from '../team/team-dialog.ts';
import { ClassActDialog } from './class-act-dialog.ts';
import type { ClassAct } from './class-act-dialog.ts';
import { ClassNav } from './class-nav.ts';
import { ClassStore } from './class-store.ts';

/** One class: who leads it, how far it is, its people. */
@Component({
  selector: 'delivery-class-page',
  imports: [
    ClassActDialog,
    ClassNav,
    ClassProposals,
    ClassStatePill,
    Counted,
    DeskHead,
    ExportDialog,
    PeopleBar,
    PeopleView,
    ProblemView,
    RouterLink,
    SearchBox,
    TeamDialog,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiSkeleton,
  ],
  providers: [ClassStore, PeopleStore],
  templateUrl: './class-page.html',
  styleUrl: './class-page.css',
})
export class ClassPage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  readonly #title = inject(PageTitle);
  readonly #toasts = inject(Toasts);
  protected readonly store = inject(ClassStore);
  protected readonly people = inject(PeopleStore);

  readonly classGroupId = input.required<string>();
  readonly keadaan = input<string | undefined>(undefined);
  readonly cari = input<string | undefined>(undefined);
  readonly urut = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly sebelum = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);
  protected readonly isExporting = signal(false);
  protected readonly order = computed(() => (this.urut() === 'terbaru' ? 'changed' : 'name'));

  protected readonly asking = signal<ClassAct | 'team' | undefined>(undefined);
  protected readonly canExport = this.#session.can(exportEnrollments);
  protected readonly canPlace = this.#session.can(placeEnrollments);
  /** Who places nobody may still say whom they want here. */
  protected readonly canPropose = this.#session.can(proposePlacement);
  protected readonly canProposeTrainers = computed(
    () => this.#session.can(proposeTrainers) && !this.isClosed(),
  );
  protected readonly proposals = viewChild(ClassProposals);
  protected readonly canTeam = computed(() => this.#session.can(setClassTeam) && !this.isClosed());
  protected readonly canChange = computed(() => this.#session.can(changeClassGroup) && !this.isClosed());
  protected readonly canOpen = computed(
    () => this.#session.can(openClassGroup) && this.store.group()?.state === 'preparing',
  );
  protected readonly canReopen = computed(() => this.#session.can(reopenClassGroup) && this.isClosed());
  protected readonly isClosed = computed(() => this.store.group()?.state === 'closed');

  protected readonly crumbs = computed(() => {
    const classes = { label: this.#words.t('delivery.title.classes'), link: '/kelola/kelas' };
    const number = this.store.group()?.wave.number;
    return number
      ? [classes, { label: this.#words.t('delivery.wave', { number: roman(number) }) }]
      : [classes];
  });
  protected readonly headState = computed(() => {
    const names = this.store.group()?.trainers.map(({ name }) => name) ?? [];
    return names.length > 0
      ? this.#words.t('delivery.people.trainers', { names: names.join(', ') })
      : this.#words.t('delivery.classes.noTrainers');
  });
  protected readonly dates = computed(() => {
    const group = this.store.group();
    if (!group) return '';
    const dates = this.#formats.dateRange(group.wave.startsOn, group.wave.endsOn);
    return this.#words.t('delivery.classGroup.dates', { dates, zone: timeZoneName[group.timeZone] });
  });
  protected readonly closedAt = computed(() => {
    const at = this.store.group()?.closedAt;
    return at ? this.#formats.dateTime(at) : '';
  });

  constructor() {
    effect(() => this.store.classGroupId.set(this.classGroupId() as ClassGroupId));
    effect(() => {
      const name = this.store.group()?.name;
      if (name) this.#title.set(name);
    });
    effect(() => {
      const filter: EnrollmentFilter = {
        classGroupId: this.classGroupId() as ClassGroupId,
        state: this.keadaan() as EnrollmentFilter['state'],
        q: this.cari(),
      };
      this.people.ask({ filter, order: this.order(), after: this.sesudah(), before: this.sebelum() });
    });
  }

  protected search(cari: string): void {
    this.#show({ cari: cari || null });
  }

  protected clear(): void {
    this.#show({ cari: null, keadaan: null });
  }

  #show(queryParams: Record<string, string | null>): void {
    void this.#router.navigate([], {
      queryParams: { ...queryParams, sesudah: null, sebelum: null, mulai: null },
      queryParamsHandling: 'merge',
    });
  }

  protected toldProposal(): void {
    this.proposals()?.reload();
    this.#toasts.show(this.#words.t('delivery.team.proposed'));
  }

  protected reload(): void {
    this.store.read.reload();
    this.people.reload();
  }

  protected afterAct(act: ClassAct | 'team', group: ClassGroupDetail): void {
    const key = { open: 'open.done', reopen: 'reopen.done', change: 'classGroup.saved', team: 'team.saved' }[
      act
    ];
    this.#toasts.show(this.#words.t(`delivery.${key}`, { name: group.name }));
    this.store.show(group);
    this.people.reload();
  }
}
