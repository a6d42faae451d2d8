import type { Session, SessionId } from '@bimtek/live-contracts';

/** 08.00 in Western Indonesia of Monday, 6 July 2026, by the server's clock. */
export const now = '2026-07-06T01:00:00.000Z';
export const classGroup = {
  id: '0197a000-0000-7000-8000-0000000000c1',
  code: 'SULSEL-01-A',
  name: 'Kelas Sulsel 01-A',
  state: 'running' as const,
};

let serial = 0;

/** A session of the class in Central Indonesia, from 10.00 WITA of that Monday, unless told otherwise. */
export function aSession(given: Partial<Session> = {}): Session {
  const startsAt = given.startsAt ?? '2026-07-06T02:00:00.000Z';
  return {
    id: `0197a000-0000-7000-8000-00000000${String(1000 + ++serial)}` as SessionId,
    runId: '0197a000-0000-7000-8000-0000000000a1' as Session['runId'],
    classGroup: { id: classGroup.id as never, code: classGroup.code, name: classGroup.name },
    kind: 'class',
    module: { code: 'M2', title: 'Literasi Digital' },
    title: 'Literasi Digital',
    lessonHours: 2,
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 90 * 60_000).toISOString(),
    timeZone: 'Asia/Makassar',
    state: 'planned',
    version: 0,
    movedFrom: null,
    changeReason: null,
    seriesId: null,
    stage: { provider: 'link', service: 'zoom' },
    slides: 0,
    recordingUrl: null,
    summary: null,
    ...given,
  };
}
