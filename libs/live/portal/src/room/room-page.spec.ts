import { TestBed } from '@angular/core/testing';
import type { Poll, RoomEvent, RoomState } from '@bimtek/live-contracts';
import { aSession as signedIn, providePortalTesting } from '@bimtek/platform-portal/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import schedule from '../schedule/words/id.ts';
import { ALiveLine, refused } from '../testing/a-live-line.ts';
import { aSession, classGroup, now } from '../testing/some-sessions.ts';
import { MAKE_SOCKET } from './live-socket.ts';
import { RoomPage } from './room-page.ts';
import words from './words/id.ts';

const session = aSession({ startsAt: now });
const me = '0197a000-0000-7000-8000-000000000001';
const channel = `class:${classGroup.id}` as const;
const pollId = '0197a000-0000-4000-8000-0000000000f1';

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

const poll = (given: Partial<Poll> = {}): Poll => ({
  id: pollId as never,
  kind: 'single',
  question: 'Siapa yang paling sulit diajak?',
  options: ['Petani', 'Remaja'],
  scaleTo: 5,
  changeable: true,
  liveResults: true,
  state: 'open',
  openedAt: now,
  closesAt: null,
  shown: false,
  right: null,
  ...given,
});
const room = (given: Partial<RoomState> = {}): RoomState => ({
  session: {
    id: session.id,
    title: session.title,
    kind: 'class',
    classGroupId: classGroup.id as never,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    state: 'planned',
    version: 0,
  },
  settings: { chatOpen: true, slowSeconds: 0, questionsOpen: true },
  stage: { deckId: null, page: null, pauseUntil: null, soundOnly: false },
  polls: [],
  results: [],
  present: 2,
  hands: 0,
  reactions: {},
  groupWork: null,
  announcement: null,
  ...given,
});
const said = (seq: number, text: string): RoomEvent => ({
  kind: 'said',
  seq,
  at: now,
  message: {
    id: `0197a000-0000-4000-8000-00000000${1000 + seq}` as never,
    personId: '0197a000-0000-7000-8000-000000000002',
    name: 'Suparno',
    place: 'Tirto Mulyo',
    role: 'trainee',
    at: now,
    text,
  },
});

async function shown(
  given: { room?: RoomState; join?: unknown; answers?: ConstructorParameters<typeof ALiveLine>[0] } = {},
) {
  const whole = { seq: 0, messages: [], questions: [], hands: [], restricted: [], lines: [] };
  const joins = [
    given.join ?? {
      now,
      me: {
        personId: me,
        role: 'trainee',
        classGroupId: classGroup.id,
        muted: false,
        handRaised: false,
        votes: [],
        questions: [],
        groupId: null,
      },
      room: given.room ?? room(),
      channels: { all: { whole: true, state: whole }, [channel]: { whole: true, state: whole } },
    },
  ];
  const line = new ALiveLine({ 'live.join-room': () => joins.at(-1), ...given.answers });
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { schedule, room: words },
        session: signedIn({ permissions: ['session.attend', 'session.join'] }),
        answers: { getLiveSession: () => ({ session, isHost: false, now }) },
      }),
      { provide: MAKE_SOCKET, useValue: () => Promise.resolve(line) },
    ],
  });
  const fixture = TestBed.createComponent(RoomPage);
  fixture.componentRef.setInput('sessionId', session.id);
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) {
      await Promise.resolve();
      TestBed.tick();
    }
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  };
  await settle();
  const element = fixture.nativeElement as HTMLElement;
  const button = (name: string) => {
    const found = [...element.querySelectorAll<HTMLElement>('button, [role=tab]')].find((one) =>
      (one.getAttribute('aria-label') ?? textOf(one)).startsWith(name),
    );
    if (!found) throw new Error(`No button is called ${name}`);
    return found;
  };
  return {
    element,
    line,
    joins,
    settle,
    button,
    press: async (name: string) => {
      button(name).click();
      await settle();
    },
    frame: async (after: number, events: RoomEvent[], totals?: object) => {
      line.tell('live.frame', {
        sessionId: session.id,
        channel,
        after,
        to: after + events.length,
        events,
        totals,
      });
      await settle();
    },
    text: () => textOf(element),
    type: async (label: string, text: string) => {
      const input = element.querySelector<HTMLInputElement>(
        `[id="${labelled(element, label)}"]`,
      ) as HTMLInputElement;
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await settle();
    },
  };
}
const textOf = (element: Element | null) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const labelled = (element: Element, words: string) =>
  [...element.querySelectorAll('label')].find((label) => textOf(label) === words)?.htmlFor ?? '';

describe('the live room on a phone', () => {
  it('shows what is said as it is said', async () => {
    const { frame, text } = await shown();
    expect(text()).toContain('Tersambung');
    await frame(0, [said(1, 'Selamat pagi')]);
    expect(text()).toContain('Selamat pagi');
  });

  it('takes an answer with one tap and says that it is saved', async () => {
    const { element, line, settle, text } = await shown({
      room: room({ polls: [poll()] }),
      answers: {
        'live.vote': ({ choice, revision }: { choice: object; revision: number }) => ({ choice, revision }),
      },
    });
    element.querySelectorAll<HTMLInputElement>('input[type=radio]')[1]?.click();
    await settle();
    expect(line.asked.find(({ name }) => name === 'live.vote')?.payload).toMatchObject({
      pollId,
      choice: { options: [1] },
      revision: 1,
    });
    expect(text()).toContain('Jawaban Anda tersimpan di server');
  });

  it('says that the link is gone, keeps what is typed and sent, and asks for what it missed', async () => {
    const { line, press, text, type, frame, settle, joins } = await shown({
      answers: {
        'live.say': ({ key, text }: { key: string; text: string }) => ({
          ...messageOf(said(2, text)),
          id: key,
        }),
      },
    });
    await frame(0, [said(1, 'Selamat pagi')]);
    line.drop();
    await type('Tulis pesan', 'Saya di sini');
    await press('Kirim');
    expect(text()).toContain('Sinyal terputus. Yang Anda tulis aman di perangkat ini.');
    expect(text()).toContain('Saya di siniDi perangkat ini, menunggu sinyal');
    expect(line.asked.some(({ name }) => name === 'live.say')).toBe(false);

    const whole = joins[0] as { channels: object };
    joins.push({
      ...whole,
      channels: {
        all: { whole: false, to: 0, missed: [] },
        [channel]: { whole: false, to: 3, missed: [said(2, 'Terlewat satu'), said(3, 'Terlewat dua')] },
      },
    });
    line.comeBack();
    await settle();
    const rejoin = line.asked.findLast(({ name }) => name === 'live.join-room');
    expect(rejoin?.payload['seen']).toEqual({ all: 0, [channel]: 1 });
    expect(text()).toContain('Tersambung lagi. Yang terlewat sudah dimuat.');
    expect(text()).toContain('Terlewat satu');
    expect(line.asked.filter(({ name }) => name === 'live.say')).toHaveLength(1);
    expect(text()).not.toContain('menunggu sinyal');
  });

  it('asks for what lies between two frames', async () => {
    const { frame, line, text } = await shown({
      answers: { 'live.catch-up': () => ({ events: [said(1, 'Satu'), said(2, 'Dua')], to: 2, more: false }) },
    });
    await frame(2, [said(3, 'Tiga')]);
    expect(line.asked.find(({ name }) => name === 'live.catch-up')?.payload).toMatchObject({
      channel,
      after: 0,
    });
    expect(text()).toMatch(/Satu.*Dua.*Tiga/);
  });

  it('keeps a message that is refused, with the reason and the way to send it again', async () => {
    const { press, text, type } = await shown({ answers: { 'live.say': () => refused('chat-closed') } });
    await type('Tulis pesan', 'Halo');
    await press('Kirim');
    expect(text()).toContain('HaloBelum terkirim. Obrolan sedang ditutup.');
    await press('Hapus');
    expect(text()).not.toContain('Halo');
  });

  it('is over at once for who is taken out, and says by whom', async () => {
    const { element, line, settle, text } = await shown();
    line.tell('live.out', { sessionId: session.id, reason: 'removed' });
    await settle();
    expect(text()).toContain('Anda dikeluarkan dari ruang ini');
    expect(element.querySelector('[role=tab]')).toBeNull();
  });

  it.each([
    ['not-open-yet', 409, 'Ruang belum dibuka'],
    ['session-over', 409, 'Sesi sudah selesai'],
    ['session-cancelled', 409, 'Sesi ini dibatalkan'],
    ['removed-from-room', 403, 'Anda dikeluarkan dari ruang ini'],
    ['not-found', 404, 'Ruang ini bukan untuk akun Anda'],
  ])('says at the door why one is not in: %s', async (code, status, expected) => {
    const { text } = await shown({ join: refused(code, status) });
    expect(text()).toContain(expected);
  });

  it('says where the session was moved to while people are inside', async () => {
    const { frame, text } = await shown();
    const { title, state } = room().session;
    await frame(0, [], {
      session: {
        title,
        state,
        version: 1,
        startsAt: '2026-07-06T06:00:00.000Z',
        endsAt: '2026-07-06T07:30:00.000Z',
      },
    });
    expect(text()).toContain('Sesi dipindahkan');
    expect(text()).toContain('14.00');
  });

  it('raises the hand and says which place it has', async () => {
    const { press, text, button } = await shown({
      answers: { 'live.raise-hand': () => ({ raised: true, place: 3 }) },
    });
    await press('Angkat tangan');
    expect(text()).toContain('Tangan Anda terangkat, urutan 3');
    expect(button('Turunkan').getAttribute('aria-pressed')).toBe('true');
  });

  it('has what was typed when the page is opened again', async () => {
    const { type } = await shown();
    await type('Tulis pesan', 'Setengah kalimat');
    TestBed.resetTestingModule();
    const { element } = await shown();
    expect(element.querySelector<HTMLInputElement>(`[id="${labelled(element, 'Tulis pesan')}"]`)?.value).toBe(
      'Setengah kalimat',
    );
  });
});

function messageOf(event: RoomEvent) {
  return event.kind === 'said' ? event.message : undefined;
}
