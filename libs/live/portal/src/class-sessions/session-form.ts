import {
  instantIn,
  localIn,
  LocalTime,
  MeetingLink,
  type NewStage,
  type Session,
  SessionHours,
  type StageProvider,
} from '@bimtek/live-contracts';
import type { TimeZone } from '@bimtek/delivery-contracts';
import { type Repeat, seriesDays } from '../shared/slots.ts';

/** What is being typed about a new session, or one that is changed. */
export interface TypedSession {
  kind: 'class' | 'rehearsal';
  title: string;
  moduleCode: string;
  hours: string;
  day: string;
  from: string;
  until: string;
  repeat: Repeat;
  through: string;
  weekdays: ReadonlySet<number>;
  /** `keep`: as it is now, whose address nobody shows. */
  stage: StageProvider | 'keep';
  url: string;
}

export type SessionFault = 'name' | 'hours' | 'day' | 'times' | 'through' | 'url';

/** 1 JP is 45 minutes. */
const LESSON_HOUR_MINUTES = 45;

export function emptySession(day: string, stage: StageProvider): TypedSession {
  return {
    kind: 'class',
    title: '',
    moduleCode: '',
    hours: '2',
    day,
    from: '09:00',
    until: '10:30',
    repeat: 'once',
    through: '',
    weekdays: new Set([1, 2, 3, 4, 5]),
    stage,
    url: '',
  };
}

export function typedOf(session: Session): TypedSession {
  const [from, until] = [session.startsAt, session.endsAt].map((at) =>
    localIn(session.timeZone, new Date(at)),
  );
  return {
    ...emptySession(from?.day ?? '', 'link'),
    kind: session.kind === 'rehearsal' ? 'rehearsal' : 'class',
    title: session.title,
    moduleCode: session.module?.code ?? '',
    hours: String(session.lessonHours).replace('.', ','),
    from: from?.time ?? '',
    until: until?.time ?? '',
    stage: 'keep',
  };
}

/** Halves are written with a comma or a dot. */
export function hoursIn(typed: Pick<TypedSession, 'hours' | 'kind'>): number | undefined {
  if (typed.kind === 'rehearsal') return 0;
  const text = typed.hours.trim().replace(',', '.');
  return text === '' ? undefined : SessionHours.safeParse(Number(text)).data;
}

/** When a session of so many lesson hours ends; undefined when it would not on the same day. */
export function endAfter(from: string, hours: number): string | undefined {
  if (!LocalTime.safeParse(from).success || hours <= 0) return undefined;
  const zone: TimeZone = 'Asia/Jakarta';
  const began = instantIn(zone, '2026-01-01', from);
  const ends = localIn(zone, new Date(began.getTime() + Math.ceil(hours * LESSON_HOUR_MINUTES) * 60_000));
  return ends.day === '2026-01-01' ? ends.time : undefined;
}

export function daysIn(typed: TypedSession): string[] {
  return seriesDays(typed.day, typed.through, typed.repeat, typed.weekdays);
}

/** What is missing or wrong; `when` says whether days and times are asked for. */
export function faultsOf(typed: TypedSession, asksWhen: boolean): ReadonlySet<SessionFault> {
  const faults = new Set<SessionFault>();
  if (typed.title.trim().length < 3) faults.add('name');
  if (hoursIn(typed) === undefined) faults.add('hours');
  if (typed.stage === 'link' && !MeetingLink.safeParse(typed.url).success) faults.add('url');
  if (!asksWhen) return faults;
  if (!typed.day) faults.add('day');
  else if (daysIn(typed).length === 0) faults.add('through');
  if (!typed.from || !typed.until || typed.from >= typed.until) faults.add('times');
  return faults;
}

export function stageIn({ stage, url }: TypedSession): NewStage | undefined {
  if (stage === 'keep') return undefined;
  return stage === 'link' ? { provider: stage, url: url.trim() } : { provider: stage };
}
