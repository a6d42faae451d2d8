import type { Permission } from '@bimtek/platform-contracts';
import type { Summary } from '@bimtek/insight-contracts';
import type { IconName } from '@bimtek/platform-ui';

/** Something that waits for the person who looks: how many, and where exactly those are. */
export interface Waiting {
  /** Key of its words. */
  kind: string;
  count: number;
  icon: IconName;
  link: string;
  queryParams: Record<string, string>;
}

/**
 * What waits for a role, in the order of the way through a run. Only acts that the role may do; what others have to do
 * stands among the counts.
 */
export function waitingFor(summary: Summary, may: (permission: Permission) => boolean): Waiting[] {
  const { run, people, decisions, imports } = summary;
  const penyelenggaraan = run?.id ?? '';
  const inState = (keadaan: string) => ({ penyelenggaraan, keadaan });
  const toPeople = { link: '/kelola/kelas/peserta' };
  const all: (Waiting & { allow: Permission })[] = [
    {
      kind: 'imports',
      allow: 'decree.import',
      count: imports?.waiting ?? 0,
      icon: 'upload',
      link: '/kelola/impor',
      queryParams: {},
    },
    {
      kind: 'activate',
      allow: 'enrollment.invite',
      count: people.byState.invited ?? 0,
      icon: 'key',
      link: '/kelola/kelas/kartu',
      queryParams: { penyelenggaraan },
    },
    {
      kind: 'verify',
      allow: 'enrollment.verify',
      count: people.byState.registered ?? 0,
      icon: 'tasks',
      ...toPeople,
      queryParams: inState('registered'),
    },
    {
      kind: 'correct',
      allow: 'enrollment.verify',
      count: people.byState.needsCorrection ?? 0,
      icon: 'edit',
      ...toPeople,
      queryParams: inState('needsCorrection'),
    },
    {
      kind: 'place',
      allow: 'enrollment.place',
      count: people.byState.verified ?? 0,
      icon: 'people',
      ...toPeople,
      queryParams: inState('verified'),
    },
    {
      kind: 'prepare',
      allow: 'decision.prepare',
      count: decisions?.toPrepare ?? 0,
      icon: 'chart',
      link: '/kelola/kelas',
      queryParams: inState('grading'),
    },
    {
      kind: 'approve',
      allow: 'decision.approve',
      count: decisions?.toApprove ?? 0,
      icon: 'award',
      link: '/kelola/kelas',
      queryParams: inState('decision'),
    },
  ];
  return all
    .filter(({ allow, count }) => count > 0 && may(allow))
    .map(({ allow: _allow, ...waiting }) => waiting);
}
