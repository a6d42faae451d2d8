import type { ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { dayAfter, localIn, type SessionId } from '@bimtek/live-contracts';
import { Sessions } from '@bimtek/live-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Clock, Ids } from '@bimtek/platform-server';
import type { INestApplicationContext } from '@nestjs/common';

const ZONE = 'Asia/Jakarta';
/** The page on which anybody may try out Zoom; a demo has no meeting of its own. */
const STAGE = { provider: 'link', url: 'https://zoom.us/test' } as const;

/** What takes place on which day of the class, from 0, as the usual five days have it. */
const days: readonly (readonly { code: string; hours: number; from: string; until: string }[])[] = [
  [
    { code: 'M0', hours: 1, from: '09:00', until: '09:45' },
    { code: 'M1', hours: 2, from: '10:00', until: '11:30' },
  ],
  [
    { code: 'M2', hours: 2, from: '09:00', until: '10:30' },
    { code: 'M3', hours: 2, from: '10:45', until: '12:15' },
  ],
  [],
  [
    { code: 'M6', hours: 2, from: '09:00', until: '10:30' },
    { code: 'M7', hours: 1, from: '10:45', until: '11:30' },
  ],
  [
    { code: 'M7', hours: 2, from: '09:00', until: '10:30' },
    { code: 'M8', hours: 1, from: '10:45', until: '11:30' },
  ],
];

const SUMMARY = `Pokok bahasan: apa yang membuat perpustakaan desa didatangi warga, dan contoh dari tiga desa.
Kesepakatan: setiap perpustakaan memilih satu kegiatan yang dapat dimulai dengan buku yang sudah ada.
Tugas: tulis siapa yang belum pernah datang ke perpustakaan Anda, dan mengapa.`;

/** The timetable of a class on its third day: what is over, one session that is on now, and what comes. */
export class DemoSessions {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #sessions: Sessions;

  constructor(private readonly app: INestApplicationContext) {
    this.#clock = app.get(Clock);
    this.#ids = app.get(Ids);
    this.#sessions = app.get(Sessions);
  }

  async plan(
    admin: Actor,
    of: { classGroupId: ClassGroupId; runId: RunId; curriculumVersionId: string; firstDay: string },
  ): Promise<void> {
    const { classGroupId, runId, curriculumVersionId, firstDay } = of;
    const { modules } = await this.app.get(Curricula).current(curriculumVersionId);
    const now = this.#clock.now();
    const slots = [
      ...days.flatMap((sessions, day) =>
        sessions.map((session) => ({ ...session, day: dayAfter(firstDay, day) })),
      ),
      ...today(now),
    ];
    const ids: SessionId[] = [];
    // Planned when the class began, as nobody plans what is over.
    await this.#at(new Date(Date.parse(`${firstDay}T00:00:00Z`) - 24 * 3_600_000), async () => {
      for (const { code, hours, ...slot } of slots) {
        const id = this.#ids.next<SessionId>();
        ids.push(id);
        await this.#sessions.plan(admin, {
          runId,
          classGroupId,
          kind: 'class',
          moduleCode: code,
          title: modules.find((module) => module.code === code)?.title ?? code,
          lessonHours: hours,
          stage: STAGE,
          slots: [{ id, ...slot }],
          despiteClashes: true,
        });
      }
    });
    const [, second] = ids;
    if (second) await this.#sessions.setRecording(admin, second, { recordingUrl: null, summary: SUMMARY });
  }

  /** Does something as if it were another time. */
  async #at(time: Date, work: () => Promise<void>): Promise<void> {
    const clock = this.#clock as { now?: () => Date };
    clock.now = () => time;
    try {
      await work();
    } finally {
      delete clock.now;
    }
  }
}

/** One that began a quarter of an hour ago and one after it, as far as the day is long enough. */
function today(now: Date) {
  const minutes = (from: number) => localIn(ZONE, new Date(now.getTime() + from * 60_000));
  const { day } = minutes(0);
  return [
    { code: 'M4', from: minutes(-15), until: minutes(75) },
    { code: 'M5', from: minutes(90), until: minutes(180) },
  ].flatMap(({ code, from, until }) =>
    from.day === day && until.day === day && from.time < until.time
      ? [{ code, hours: 2, day, from: from.time, until: until.time }]
      : [],
  );
}
