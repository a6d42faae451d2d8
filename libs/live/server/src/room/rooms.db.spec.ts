import {
  announce,
  ask,
  catchUp,
  type Channel,
  hideMessage,
  leaveRoom,
  type MessageId,
  moveHands,
  type QuestionId,
  raiseHand,
  react,
  restrictPerson,
  type RoomEvent,
  say,
  setQuestion,
  setRoom,
  setStage,
  vote,
  voteForQuestion,
} from '@bimtek/live-contracts';
import { Sessions } from '@bimtek/identity-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  aLiveSession,
  aRoomApi,
  type Client,
  DURING,
  refusalOf,
  type RoomApi,
  type RoomScene,
} from '../testing/a-room-api.ts';
import { Presence } from './presence.ts';
import { Rooms } from './rooms.service.ts';

let api: RoomApi;
beforeAll(async () => {
  api = await aRoomApi();
});
afterAll(() => api.close());

const newKey = <Id extends string>() => randomUUID() as string as Id;
const ofClass = ({ classGroupId }: RoomScene): Channel => `class:${classGroupId}`;
const texts = (events: RoomEvent[]) =>
  events.flatMap((event) => (event.kind === 'said' ? [event.message.text] : []));
const saying = (scene: RoomScene, client: Client, text: string, key = newKey<MessageId>()) =>
  client.ask(say, { sessionId: scene.sessionId, key, text });

/** Somebody who has joined. */
async function inside(
  scene: RoomScene,
  of: RoomScene['trainer'],
  options?: Parameters<RoomApi['client']>[1],
) {
  const client = await api.client(of, options);
  const joined = await client.join(scene.sessionId);
  return { client, joined };
}
const tick = () => api.app.get(Rooms, { strict: false }).tick();

describe('coming in', () => {
  it('gives everybody the role and the channels that are theirs, whatever they say', async () => {
    const scene = await api.scene();
    const observer = await api.person('observer', 'class', scene.classGroupId);
    const organizer = await api.person('organizer', 'class', scene.classGroupId);
    const [trainee] = scene.trainees;
    const roleOf = async (person: RoomScene['trainer']) => {
      const { joined } = await inside(scene, person);
      return [joined.me.role, Object.keys(joined.channels).sort()];
    };
    const heard = ['all', ofClass(scene)];
    expect(await roleOf(trainee!)).toEqual(['trainee', heard]);
    expect(await roleOf(scene.trainer)).toEqual(['host', [...heard, 'staff'].sort()]);
    expect(await roleOf(scene.coTrainer)).toEqual(['coTrainer', [...heard, 'staff'].sort()]);
    expect(await roleOf(organizer)).toEqual(['host', [...heard, 'staff'].sort()]);
    expect(await roleOf(observer)).toEqual(['observer', ['all']]);
  });

  it('does not know a room of others, and does not tell it from none', async () => {
    const [mine, other] = [await api.scene(), await api.scene()];
    const { client } = await inside(mine, mine.trainees[0]!);
    expect(await refusalOf(client.join(other.sessionId))).toBe('not-found');
    expect(await refusalOf(client.join(newKey()))).toBe('not-found');
    expect(
      await refusalOf(client.ask(say, { sessionId: other.sessionId, key: newKey(), text: 'halo' })),
    ).toBe('not-in-room');
    const trainer = await api.client(mine.trainer);
    expect(await refusalOf(trainer.join(other.sessionId))).toBe('not-found');
  });

  it('is by a session, from this site, and nothing else', async () => {
    const scene = await api.scene({ trainees: 0 });
    const stranger = { ...scene.trainer, cookie: 'bimtek_session=guessed' };
    const guessed = await api.client(stranger, { connect: false });
    await expect(guessed.connected()).rejects.toMatchObject({
      data: { problem: { type: '/problems/not-signed-in' } },
    });
    const elsewhere = await api.client(scene.trainer, {
      connect: false,
      io: { extraHeaders: { cookie: scene.trainer.cookie, origin: 'https://elsewhere.example' } },
    });
    await expect(elsewhere.connected()).rejects.toThrow();
    const framed = await api.client(scene.trainer, {
      connect: false,
      io: {
        transports: ['polling'],
        extraHeaders: { cookie: scene.trainer.cookie, 'sec-fetch-site': 'cross-site' },
      },
    });
    await expect(framed.connected()).rejects.toThrow();
  });

  it('takes a role, a person or a permission in the payload for nothing', async () => {
    const scene = await api.scene();
    const [trainee, other] = scene.trainees;
    const { client } = await inside(scene, trainee!);
    const { sessionId } = scene;
    const forged = {
      sessionId,
      key: newKey(),
      text: 'halo',
      role: 'host',
      personId: other!.personId,
      name: 'Orang lain',
    };
    const said = await client.ask(say, forged as never);
    expect(said).toMatchObject({ personId: trainee!.personId, name: trainee!.name, role: 'trainee' });
    const acts = [
      client.ask(setRoom, { sessionId, settings: { chatOpen: false } }),
      client.ask(restrictPerson, { sessionId, personId: other!.personId, to: 'removed' }),
      client.ask(announce, { sessionId, key: newKey(), text: 'saya pelatih' }),
      client.ask(moveHands, { sessionId, act: 'lowerAll' }),
      client.ask(setStage, { sessionId, stage: { page: 9 } }),
    ];
    for (const act of acts) expect(await refusalOf(act)).toBe('not-allowed');
    expect(await refusalOf(client.ask(catchUp, { sessionId, channel: 'staff', after: 0 }))).toBe(
      'not-in-room',
    );
    expect(
      await refusalOf(client.ask({ ...say, name: 'live.no-such' }, { sessionId, key: newKey(), text: 'a' })),
    ).toBe('not-found');
    expect(await refusalOf(client.ask(say, { sessionId, key: 'satu', text: '' } as never))).toBe(
      'invalid-request',
    );
  });

  it('is possible only while the doors are open', async () => {
    const scene = await api.scene({ trainees: 1 });
    const client = await api.client(scene.trainees[0]!);
    await api.db.query(`UPDATE live_session SET starts_at = '2026-07-06T02:46:00Z' WHERE id = $1`, [
      scene.sessionId,
    ]);
    expect(await refusalOf(client.join(scene.sessionId))).toBe('not-open-yet');
    await api.db.query(
      `UPDATE live_session SET starts_at = '2026-07-06T01:00:00Z', ends_at = '2026-07-06T01:59:00Z' WHERE id = $1`,
      [scene.sessionId],
    );
    expect(await refusalOf(client.join(scene.sessionId))).toBe('session-over');
  });

  it('works by long-polling where websockets are blocked', async () => {
    const scene = await api.scene({ trainees: 2 });
    const [one, two] = scene.trainees;
    const polling = await inside(scene, one!, { io: { transports: ['polling'] } });
    const { client } = await inside(scene, two!);
    await saying(scene, client, 'terdengar?');
    await polling.client.until(() => texts(polling.client.events(ofClass(scene))).includes('terdengar?'));
    expect((await saying(scene, polling.client, 'ya')).text).toBe('ya');
  });
});

describe('what is said', () => {
  it('reaches everybody of the class once and in order, numbered without gaps', async () => {
    const scene = await api.scene({ trainees: 6 });
    const clients = await Promise.all(
      scene.trainees.map(async (person) => (await inside(scene, person)).client),
    );
    const [first] = clients;
    await Promise.all(
      clients.flatMap((client, n) =>
        Array.from({ length: 20 }, (_, m) => saying(scene, client, `${n}-${m}`)),
      ),
    );
    await Promise.all(
      clients.map((client) => client.until(() => client.events(ofClass(scene)).length === 120)),
    );
    for (const client of clients) {
      expect(client.events(ofClass(scene)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: 120 }, (_, n) => n + 1),
      );
      expect(client.events(ofClass(scene))).toEqual(first!.events(ofClass(scene)));
    }
    // Each said their own in order.
    const own = texts(first!.events(ofClass(scene))).filter((text) => text?.startsWith('3-'));
    expect(own).toEqual(Array.from({ length: 20 }, (_, m) => `3-${m}`));
  });

  it('is there once when it is sent again, and nobody else can take its key', async () => {
    const scene = await api.scene();
    const [one, two] = await Promise.all(
      scene.trainees.map(async (person) => (await inside(scene, person)).client),
    );
    const key = newKey<MessageId>();
    const [first, again] = await Promise.all([
      saying(scene, one!, 'sekali', key),
      saying(scene, one!, 'sekali', key),
    ]);
    expect(again).toEqual(first);
    expect(await refusalOf(saying(scene, two!, 'milik saya', key))).toBe('id-taken');
    expect(
      texts(
        (await two!.ask(catchUp, { sessionId: scene.sessionId, channel: ofClass(scene), after: 0 })).events,
      ),
    ).toEqual(['sekali']);
  });

  it('stops for who is muted, in a closed chat, and too fast in slow mode', async () => {
    const scene = await api.scene();
    const { sessionId } = scene;
    const [one, two] = await Promise.all(
      scene.trainees.map(async (person) => (await inside(scene, person)).client),
    );
    const { client: host } = await inside(scene, scene.trainer);
    await host.ask(restrictPerson, { sessionId, personId: scene.trainees[0]!.personId, to: 'muted' });
    await one!.until(() => one!.told.find(({ name }) => name === 'live.myself'));
    expect(await refusalOf(saying(scene, one!, 'halo'))).toBe('muted');
    expect(
      await refusalOf(one!.ask(ask, { sessionId, key: newKey<QuestionId>(), text: 'Boleh tanya?' })),
    ).toBe('muted');
    await host.ask(restrictPerson, { sessionId, personId: scene.trainees[0]!.personId, to: 'none' });
    expect((await saying(scene, one!, 'halo')).text).toBe('halo');

    await host.ask(setRoom, { sessionId, settings: { slowSeconds: 30 } });
    expect(await refusalOf(saying(scene, one!, 'lagi'))).toBe('slow-mode');
    const together = await Promise.allSettled([saying(scene, two!, 'satu'), saying(scene, two!, 'dua')]);
    expect(together.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await saying(scene, host, 'Pelatih boleh')).text).toBe('Pelatih boleh');
    api.clock.advance(30_000);
    expect((await saying(scene, one!, 'sekarang boleh')).text).toBe('sekarang boleh');
    api.clock.set(DURING);

    await host.ask(setRoom, { sessionId, settings: { chatOpen: false, slowSeconds: 0 } });
    expect(await refusalOf(saying(scene, one!, 'masih?'))).toBe('chat-closed');
  });

  it('can be hidden from all, also from those who come later', async () => {
    const scene = await api.scene();
    const { sessionId } = scene;
    const { client: one } = await inside(scene, scene.trainees[0]!);
    const { client: host } = await inside(scene, scene.trainer);
    const { id } = await saying(scene, one, 'kata kasar');
    await host.ask(hideMessage, { sessionId, messageId: id });
    await host.ask(hideMessage, { sessionId, messageId: id });
    const hid = await one.until(() => one.events(ofClass(scene)).find(({ kind }) => kind === 'hid'));
    expect(hid).toMatchObject({ messageId: id });
    const { joined } = await inside(scene, scene.trainees[1]!);
    expect(JSON.stringify(joined)).not.toContain('kata kasar');
    const missed = await one.join(sessionId, { [ofClass(scene)]: 0 });
    expect(JSON.stringify(missed)).not.toContain('kata kasar');
    expect(
      JSON.stringify(await one.ask(catchUp, { sessionId, channel: ofClass(scene), after: 0 })),
    ).not.toContain('kata kasar');
  });
});

describe('coming back', () => {
  it('tells 200 times exactly what was missed', async () => {
    // One person may not say much at once, so that several talk by turns.
    const scene = await api.scene({ trainees: 8 });
    const { sessionId } = scene;
    const channel = ofClass(scene);
    const [person, ...others] = scene.trainees;
    const talkers = await Promise.all(others.map(async (other) => (await inside(scene, other)).client));
    const have: string[] = [];
    let seen = 0;
    for (let turn = 0; turn < 200; turn++) {
      const client = await api.client(person!);
      const { channels } = await client.joinWhenAllowed(sessionId, { [channel]: seen });
      const heard = channels[channel];
      if (heard?.whole !== false) throw new Error('not told what was missed');
      have.push(...texts(heard.missed).map(String));
      seen = heard.to;
      client.close();
      await saying(scene, talkers[turn % talkers.length]!, `ke-${turn}`);
    }
    expect(have).toEqual(Array.from({ length: 199 }, (_, turn) => `ke-${turn}`));
  }, 120_000);

  it('gives the whole to who slept for an hour, and what is true now', async () => {
    const scene = await api.scene();
    const { sessionId } = scene;
    const channel = ofClass(scene);
    const { client: host } = await inside(scene, scene.trainer);
    const { client: asleep } = await inside(scene, scene.trainees[0]!);
    asleep.close();
    await api.db.query(
      `WITH counted AS (UPDATE live_channel SET seq = seq + 300 WHERE session_id = $1 AND channel = $2 RETURNING seq)
       INSERT INTO live_event (session_id, channel, seq, kind, payload, at, person_id, key)
       SELECT $1, $2, counted.seq - 300 + n, 'said', jsonb_build_object('message', jsonb_build_object('id', gen_random_uuid(),
         'at', '2026-07-06T02:30:00.000Z', 'text', 'pesan ' || n, 'personId', $3::uuid, 'name', 'Budi', 'place', NULL,
         'role', 'trainee')), now(), $3::uuid, gen_random_uuid()
       FROM counted, generate_series(1, 300) n`,
      [sessionId, channel, scene.trainees[1]!.personId],
    );
    await host.ask(setStage, { sessionId, stage: { page: 12, soundOnly: true } });
    for (let turn = 0; turn < 3; turn++) await tick();
    const again = await api.client(scene.trainees[0]!);
    const { channels, room } = await again.join(sessionId, { [channel]: 0, all: 0 });
    const heard = channels[channel];
    expect(heard?.whole === true && heard.state.seq).toBe(300);
    expect(heard?.whole === true && heard.state.messages.at(-1)?.text).toBe('pesan 300');
    expect(room.stage).toMatchObject({ page: 12, soundOnly: true });
    // Numbers that are none of ours are no reason to trust the client.
    const odd = await again.join(sessionId, { [channel]: 99_999 });
    expect(odd.channels[channel]?.whole).toBe(true);
  });

  it('counts one person once, in two tabs and on two phones, and out when the last has gone', async () => {
    const scene = await api.scene();
    const { sessionId } = scene;
    const [person] = scene.trainees;
    const tabs = [await inside(scene, person!), await inside(scene, person!), await inside(scene, person!)];
    const presence = api.app.get(Presence, { strict: false });
    const present = async () => {
      await presence.flush();
      return (await presence.counts([sessionId])).get(sessionId) ?? 0;
    };
    expect(await present()).toBe(1);
    await saying(scene, tabs[0]!.client, 'dari satu tab');
    for (const { client } of tabs) await client.until(() => client.events(ofClass(scene)).length === 1);
    tabs[0]!.client.close();
    await tabs[1]!.client.ask(leaveRoom, { sessionId });
    expect(await present()).toBe(1);
    tabs[2]!.client.close();
    const { client: other } = await inside(scene, scene.trainees[1]!);
    await other.join(sessionId);
    await tick();
    expect(await present()).toBe(1);
    const rows: { person_id: string }[] = await api.db.query(
      `SELECT person_id FROM live_presence WHERE session_id = $1 AND left_at IS NULL`,
      [sessionId],
    );
    expect(rows).toEqual([{ person_id: scene.trainees[1]!.personId }]);
  });
});

describe('who must not be inside', () => {
  it('is out on all devices within a second when taken out, and does not come back by any of them', async () => {
    const scene = await api.scene();
    const { sessionId } = scene;
    const [person] = scene.trainees;
    const phone = await inside(scene, person!);
    const laptop = await inside(scene, person!);
    const { client: host } = await inside(scene, scene.trainer);
    const { client: other } = await inside(scene, scene.trainees[1]!);
    const began = performance.now();
    await host.ask(restrictPerson, {
      sessionId,
      personId: person!.personId,
      to: 'removed',
      reason: 'Mengganggu',
    });
    for (const { client } of [phone, laptop])
      expect(await client.until(() => client.told.find(({ name }) => name === 'live.out'))).toMatchObject({
        payload: { sessionId, reason: 'removed' },
      });
    expect(performance.now() - began).toBeLessThan(1_000);
    for (const { client } of [phone, laptop]) {
      expect(await refusalOf(saying(scene, client, 'masih di sini'))).toBe('not-in-room');
      expect(
        await refusalOf(client.ask(vote, { sessionId, pollId: newKey(), choice: { scale: 1 }, revision: 1 })),
      ).toBe('not-in-room');
      expect(await refusalOf(client.join(sessionId))).toBe('removed-from-room');
    }
    const fresh = await api.client(person!);
    expect(await refusalOf(fresh.join(sessionId, { all: 0 }))).toBe('removed-from-room');
    await saying(scene, other, 'sudah tenang');
    await other.until(() => texts(other.events(ofClass(scene))).includes('sudah tenang'));
    expect(texts(phone.client.events(ofClass(scene)))).toEqual([]);
    const [audited]: { reason: string }[] = await api.db.query(
      `SELECT reason FROM platform_audit_entry WHERE subject_id = $1 AND action = 'live.person-removed'`,
      [sessionId],
    );
    expect(audited).toEqual({ reason: 'Mengganggu' });
    await host.ask(restrictPerson, { sessionId, personId: person!.personId, to: 'none' });
    expect((await fresh.join(sessionId)).me.role).toBe('trainee');
  });

  it('is found by the pulse where nobody told', async () => {
    const scene = await api.scene();
    const { client } = await inside(scene, scene.trainees[0]!);
    await api.db.query(
      `INSERT INTO live_restriction (session_id, person_id, muted, removed, name, by_id, at)
       VALUES ($1, $2, false, true, 'x', $3, now())`,
      [scene.sessionId, scene.trainees[0]!.personId, scene.trainer.personId],
    );
    for (let turn = 0; turn < 3; turn++) await tick();
    await client.until(() => client.told.find(({ name }) => name === 'live.out'));
  });

  it('has no socket any more when the session of the account has ended, on whatever device', async () => {
    const scene = await api.scene();
    const { client } = await inside(scene, scene.trainees[0]!);
    const began = performance.now();
    await api.app
      .get(Sessions, { strict: false })
      .end(scene.trainees[0]!.cookie.replace('bimtek_session=', ''));
    await client.until(() => !client.socket.connected);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(client.told.at(-1)).toEqual({ name: 'socket.out', payload: { reason: 'session-ended' } });
  });

  it('has no socket any more when the role has ended', async () => {
    const scene = await api.scene();
    const { client } = await inside(scene, scene.coTrainer);
    await api.db.query(
      `UPDATE identity_role_grant SET valid_to = '2026-07-06T02:00:00Z' WHERE person_id = $1`,
      [scene.coTrainer.personId],
    );
    await api.db.query(`SELECT pg_notify('identity_session_changed', $1)`, [scene.coTrainer.personId]);
    await client.until(() => !client.socket.connected);
  });

  it('leaves when the session is cancelled while people are inside', async () => {
    const scene = await api.scene();
    const { client } = await inside(scene, scene.trainees[0]!);
    await tick();
    await api.db.query(`UPDATE live_session SET state = 'cancelled', version = version + 1 WHERE id = $1`, [
      scene.sessionId,
    ]);
    for (let turn = 0; turn < 3; turn++) await tick();
    const out = await client.until(() => client.told.find(({ name }) => name === 'live.out'));
    expect(out.payload).toMatchObject({ reason: 'session-cancelled' });
    expect(await refusalOf(client.join(scene.sessionId))).toBe('session-cancelled');
  });

  it('stays, and learns of it, when the session is moved while people are inside', async () => {
    const scene = await api.scene();
    const { client } = await inside(scene, scene.trainees[0]!);
    await api.db.query(
      `UPDATE live_session SET starts_at = '2026-07-06T05:00:00Z', ends_at = '2026-07-06T06:30:00Z', version = version + 1
       WHERE id = $1`,
      [scene.sessionId],
    );
    for (let turn = 0; turn < 3; turn++) await tick();
    const frame = await client.until(() => client.frames.find(({ totals }) => totals?.session));
    expect(frame.totals?.session).toMatchObject({ startsAt: '2026-07-06T05:00:00.000Z', version: 1 });
    expect((await saying(scene, client, 'kami tunggu')).text).toBe('kami tunggu');
  });
});

describe('a flood', () => {
  it('of 10,000 messages is dropped and the line cut, and others do not notice', async () => {
    const scene = await api.scene({ trainees: 3 });
    const { sessionId } = scene;
    const { client: flooder } = await inside(scene, scene.trainees[0]!);
    const { client: one } = await inside(scene, scene.trainees[1]!);
    const { client: two } = await inside(scene, scene.trainees[2]!);
    for (let sent = 0; sent < 10_000; sent++)
      flooder.socket.emit(say.name, { sessionId, key: newKey(), text: 'spam' }, () => undefined);
    const began = performance.now();
    await saying(scene, one, 'masih lancar?');
    await two.until(() => texts(two.events(ofClass(scene))).includes('masih lancar?'));
    const took = performance.now() - began;
    await flooder.until(() => !flooder.socket.connected);
    expect(flooder.told.at(-1)).toEqual({ name: 'socket.out', payload: { reason: 'too-many-messages' } });
    const [row]: { count: number }[] = await api.db.query(
      `SELECT count(*)::int AS count FROM live_event WHERE session_id = $1 AND person_id = $2`,
      [sessionId, scene.trainees[0]!.personId],
    );
    expect(row!.count).toBeLessThanOrEqual(60);
    expect(took).toBeLessThan(2_000);
    const back = await api.client(scene.trainees[0]!, { connect: false });
    await expect(back.connected()).rejects.toMatchObject({
      data: { problem: { type: '/problems/too-many-requests' } },
    });
  });
});

describe('questions, hands and reactions', () => {
  it('counts one vote of each person, and shows all what is promoted without a name', async () => {
    const scene = await api.scene({ trainees: 3 });
    const { sessionId } = scene;
    const clients = await Promise.all(
      scene.trainees.map(async (person) => (await inside(scene, person)).client),
    );
    const { client: host } = await inside(scene, scene.trainer);
    const key = newKey<QuestionId>();
    const [first, again] = await Promise.all(
      [1, 2].map(() => clients[0]!.ask(ask, { sessionId, key, text: 'Bagaimana bila balai terkunci?' })),
    );
    expect(again).toEqual(first);
    const up = (client: Client, isUp: boolean) =>
      client.ask(voteForQuestion, { sessionId, questionId: key, up: isUp });
    await Promise.all([
      up(clients[1]!, true),
      up(clients[1]!, true),
      up(clients[2]!, true),
      up(clients[0]!, true),
    ]);
    expect(await up(clients[2]!, false)).toEqual({ up: false, votes: 2 });
    await host.ask(setQuestion, { sessionId, questionId: key, state: 'promoted' });
    const shown = await clients[1]!.until(() =>
      clients[1]!.events('all').find(({ kind }) => kind === 'question'),
    );
    expect(shown).toMatchObject({ question: { state: 'promoted', name: '', votes: 2 } });
    const other = await api.scene();
    const { client: stranger } = await inside(other, other.trainees[0]!);
    expect(
      await refusalOf(
        stranger.ask(voteForQuestion, { sessionId: other.sessionId, questionId: key, up: true }),
      ),
    ).toBe('not-found');
  });

  it('keeps a queue of hands that those who lead call and lower', async () => {
    const scene = await api.scene({ trainees: 3 });
    const { sessionId } = scene;
    const clients = await Promise.all(
      scene.trainees.map(async (person) => (await inside(scene, person)).client),
    );
    const { client: host } = await inside(scene, scene.trainer);
    for (const [index, client] of clients.entries()) {
      expect(await client.ask(raiseHand, { sessionId, raised: true })).toEqual({
        raised: true,
        place: index + 1,
      });
      api.clock.advance(1_000);
    }
    expect(await clients[0]!.ask(raiseHand, { sessionId, raised: true })).toEqual({ raised: true, place: 1 });
    const called = await host.ask(moveHands, {
      sessionId,
      act: 'call',
      personId: scene.trainees[1]!.personId,
    });
    expect(called.hands.map(({ called: isCalled }) => isCalled)).toEqual([false, true, false]);
    const told = await clients[1]!.until(() =>
      clients[1]!.told.find(({ payload }) => (payload as { called?: boolean }).called),
    );
    expect(told.name).toBe('live.myself');
    expect((await host.ask(moveHands, { sessionId, act: 'lowerAll' })).hands).toEqual([]);
    const staff = await host.until(() => {
      const events = host.events('staff').filter(({ kind }) => kind === 'hand');
      return events.length === 7 && events;
    });
    expect(staff.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(clients[0]!.frames.some(({ channel }) => channel === 'staff')).toBe(false);
    expect(await refusalOf(host.ask(raiseHand, { sessionId, raised: true }))).toBe('only-for-trainees');
    api.clock.set(DURING);
  });

  it('sends reactions as totals', async () => {
    const scene = await api.scene();
    const { sessionId } = scene;
    const [one, two] = await Promise.all(
      scene.trainees.map(async (person) => (await inside(scene, person)).client),
    );
    await Promise.all(
      [one!, two!, one!, two!, one!].map((client) => client.ask(react, { sessionId, kind: 'clap' })),
    );
    await tick();
    const frame = await one!.until(() => one!.frames.find(({ totals }) => totals?.reactions?.clap === 5));
    expect(frame.events).toEqual([]);
    const { joined } = await inside(scene, scene.trainer);
    expect(joined.room.reactions).toEqual({ clap: 5 });
  });
});

describe('a session for a whole run', () => {
  it('keeps chats apart by class, and gives all the questions to those who lead', async () => {
    const scene = await api.scene({ plenary: true, trainees: 1 });
    const { sessionId } = scene;
    const [run]: { run_id: string; wave_id: string }[] = await api.db.query(
      `SELECT run_id, wave_id FROM delivery_class_group WHERE id = $1`,
      [scene.classGroupId],
    );
    const { aClassGroup } = await import('@bimtek/delivery-server/testing');
    const otherClass = await aClassGroup(api.db, {
      run: { id: run!.run_id as never, waveId: run!.wave_id as never },
    });
    const stranger = await api.traineeOf(otherClass);
    const national = await api.person('nationalAdmin', 'national');
    const { client: one } = await inside(scene, scene.trainees[0]!);
    const { client: two, joined } = await inside(scene, stranger);
    const { client: host } = await inside(scene, national);
    expect(Object.keys(joined.channels).sort()).toEqual(['all', `class:${otherClass.id}`]);
    await saying(scene, one, 'hanya kelas saya');
    await one.ask(ask, { sessionId, key: newKey<QuestionId>(), text: 'Kapan buku dikirim?' });
    await host.until(() => host.events('staff').some(({ kind }) => kind === 'question'));
    await host.ask(announce, { sessionId, key: newKey(), text: 'Selamat datang' });
    await two.until(() => two.events('all').some(({ kind }) => kind === 'announced'));
    await one.until(() => texts(one.events(ofClass(scene))).length === 1);
    expect(JSON.stringify(two.frames)).not.toContain('hanya kelas saya');
    const { joined: trainer } = await inside(scene, scene.trainer);
    expect(trainer.me.role).toBe('coTrainer');
    expect(Object.keys(trainer.channels).sort()).toEqual(['all', ofClass(scene), 'staff']);
  });

  it('is not for people of another run', async () => {
    const [mine, other] = [await api.scene(), await api.scene({ plenary: true })];
    const { client } = await inside(mine, mine.trainees[0]!);
    expect(await refusalOf(client.join(other.sessionId))).toBe('not-found');
    const unplanned = await aLiveSession(api.db, { runId: randomUUID(), classGroupId: null });
    expect(await refusalOf(client.join(unplanned))).toBe('not-found');
  });
});
