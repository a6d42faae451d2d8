import {
  type Choice,
  endGroupWork,
  type GroupWorkId,
  movePoll,
  type NewPoll,
  type PollId,
  restrictPerson,
  startGroupWork,
  vote,
  writeLine,
} from '@bimtek/live-contracts';
import { SocketDoor } from '@bimtek/platform-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Rooms } from '../room/rooms.service.ts';
import {
  aRoomApi,
  type Client,
  DURING,
  refusalOf,
  type RoomApi,
  type RoomScene,
} from '../testing/a-room-api.ts';
import { Polls } from './polls.service.ts';

let api: RoomApi;
beforeAll(async () => {
  api = await aRoomApi();
});
afterAll(() => api.close());

const newKey = <Id extends string>() => randomUUID() as string as Id;
const tick = () => api.app.get(Rooms, { strict: false }).tick();
const actor = async ({ cookie }: RoomScene['trainer']) =>
  (await api.app.get(SocketDoor, { strict: false }).actorOf(cookie))!;

async function inside(scene: RoomScene, of: RoomScene['trainer']): Promise<Client> {
  const client = await api.client(of);
  await client.join(scene.sessionId);
  return client;
}

/** A poll that is prepared, and opened unless told otherwise. */
async function aPoll(scene: RoomScene, given: Partial<NewPoll> = {}, isOpen = true) {
  const pollId = newKey<PollId>();
  const asked: NewPoll = {
    kind: 'single',
    question: 'Siapa yang paling sulit diajak?',
    options: ['Petani', 'Remaja', 'Lansia'],
    scaleTo: 5,
    right: null,
    changeable: true,
    liveResults: true,
    seconds: null,
    ...given,
  };
  await api.app
    .get(Polls, { strict: false })
    .prepare(await actor(scene.trainer), { sessionId: scene.sessionId, pollId }, asked);
  const host = await inside(scene, scene.trainer);
  const move = (act: 'open' | 'close' | 'show' | 'hide') =>
    host.ask(movePoll, { sessionId: scene.sessionId, pollId, act });
  if (isOpen) await move('open');
  const voting = (client: Client, choice: Choice, revision = 1) =>
    client.ask(vote, { sessionId: scene.sessionId, pollId, choice, revision });
  return { pollId, host, move, voting };
}

describe('a vote', () => {
  it('is kept once of each person, whatever is sent twice, late or from two phones', async () => {
    const scene = await api.scene({ trainees: 2 });
    const { pollId, voting, move } = await aPoll(scene);
    const [phone, laptop] = [
      await inside(scene, scene.trainees[0]!),
      await inside(scene, scene.trainees[0]!),
    ];
    const other = await inside(scene, scene.trainees[1]!);
    const first = { options: [0] };
    await Promise.all([
      voting(phone, first),
      voting(phone, first),
      voting(laptop, first),
      voting(other, { options: [2] }),
    ]);
    expect(await voting(phone, { options: [1] }, 2)).toEqual({ choice: { options: [1] }, revision: 2 });
    // The other phone does not know of it, and a retry comes late: both are told what is kept.
    expect(await voting(laptop, { options: [2] }, 2)).toEqual({ choice: { options: [1] }, revision: 2 });
    expect(await voting(laptop, first, 1)).toEqual({ choice: { options: [1] }, revision: 2 });
    expect((await move('close')).result).toMatchObject({ votes: 2, counts: [0, 1, 1] });
    const again = await phone.join(scene.sessionId);
    expect(again.me.votes).toEqual([{ pollId, choice: { options: [1] }, revision: 2 }]);
  });

  it('is refused where the poll does not take it', async () => {
    const scene = await api.scene({ trainees: 2 });
    const { pollId, voting, move, host } = await aPoll(scene, { changeable: false }, false);
    const client = await inside(scene, scene.trainees[0]!);
    const late = await inside(scene, scene.trainees[1]!);
    expect(await refusalOf(voting(client, { options: [0] }))).toBe('poll-not-open');
    await move('open');
    expect(await refusalOf(voting(client, { options: [3] }))).toBe('choice-unknown');
    expect(await refusalOf(voting(client, { scale: 2 }))).toBe('choice-unknown');
    await voting(client, { options: [0] });
    expect(await refusalOf(voting(client, { options: [1] }, 2))).toBe('vote-final');
    expect(await refusalOf(voting(host, { options: [1] }))).toBe('only-for-trainees');
    const elsewhere = await api.scene({ trainees: 1 });
    const stranger = await inside(elsewhere, elsewhere.trainees[0]!);
    expect(
      await refusalOf(
        stranger.ask(vote, { sessionId: elsewhere.sessionId, pollId, choice: { options: [0] }, revision: 1 }),
      ),
    ).toBe('not-found');
    await move('close');
    expect(await refusalOf(voting(late, { options: [0] }))).toBe('poll-not-open');
    // What was acknowledged stays so after the end.
    expect(await voting(client, { options: [0] })).toEqual({ choice: { options: [0] }, revision: 1 });
  });

  it('of who was taken out while it was on its way is not counted', async () => {
    const scene = await api.scene({ trainees: 1 });
    const { voting, host, move } = await aPoll(scene);
    const client = await inside(scene, scene.trainees[0]!);
    await api.db.query(
      `INSERT INTO live_restriction (session_id, person_id, muted, removed, name, by_id, at)
       VALUES ($1, $2, false, true, 'x', $2, now())`,
      [scene.sessionId, scene.trainees[0]!.personId],
    );
    expect(await refusalOf(voting(client, { options: [0] }))).toBe('removed-from-room');
    await host.ask(restrictPerson, {
      sessionId: scene.sessionId,
      personId: scene.trainees[0]!.personId,
      to: 'removed',
    });
    expect((await move('close')).result.votes).toBe(0);
  });

  it('is in the poll or the poll is closed, never acknowledged and lost', async () => {
    const scene = await api.scene({ trainees: 12 });
    const { voting, move } = await aPoll(scene);
    const clients = await Promise.all(scene.trainees.map((person) => inside(scene, person)));
    const voted = clients.map((client) =>
      voting(client, { options: [1] }).then(
        () => 1,
        () => 0,
      ),
    );
    const closed = move('close');
    const acknowledged = (await Promise.all(voted)).reduce((sum: number, one) => sum + one, 0);
    await closed;
    expect((await move('close')).result.votes).toBe(acknowledged);
  });
});

describe('a poll', () => {
  it('shows growing bars to all only when it is meant to', async () => {
    const scene = await api.scene({ trainees: 2 });
    const shown = await aPoll(scene);
    const secret = await aPoll(scene, { liveResults: false });
    const [one, two] = await Promise.all(scene.trainees.map((person) => inside(scene, person)));
    await shown.voting(one!, { options: [0] });
    await secret.voting(one!, { options: [0] });
    await tick();
    const seenBy = (client: Client, pollId: PollId) =>
      client.frames.flatMap(({ totals }) => totals?.polls ?? []).filter((result) => result.pollId === pollId);
    await two!.until(() => seenBy(two!, shown.pollId).at(-1)?.votes === 1);
    await secret.host.until(() => seenBy(secret.host, secret.pollId).at(-1)?.votes === 1);
    expect(seenBy(two!, secret.pollId)).toEqual([]);
    await secret.move('close');
    expect((await two!.join(scene.sessionId)).room.results.map(({ pollId }) => pollId)).toEqual([
      shown.pollId,
    ]);
    await secret.move('show');
    const { room } = await two!.join(scene.sessionId);
    expect(room.results.find(({ pollId }) => pollId === secret.pollId)).toMatchObject({
      votes: 1,
      counts: [1, 0, 0],
    });
  });

  it('closes by itself when its time is up, and a phone with a wrong clock changes nothing', async () => {
    const scene = await api.scene({ trainees: 2 });
    const { voting, host, pollId } = await aPoll(scene, { seconds: 20 });
    const [one, two] = await Promise.all(scene.trainees.map((person) => inside(scene, person)));
    await voting(one!, { options: [0] });
    api.clock.advance(20_001);
    // Nobody has closed it yet; the clock alone decides.
    expect(await refusalOf(voting(two!, { options: [0] }))).toBe('poll-not-open');
    await tick();
    const closed = await one!.until(() =>
      one!
        .events('all')
        .find((event) => event.kind === 'poll' && event.poll.id === pollId && event.poll.state === 'closed'),
    );
    expect(closed).toBeDefined();
    await tick();
    expect(
      host.events('all').filter((event) => event.kind === 'poll' && event.poll.state === 'closed'),
    ).toHaveLength(1);
    api.clock.set(DURING);
  });

  it('keeps the right answer of a quiz until its results are shown, and ranks by it', async () => {
    const scene = await api.scene({ trainees: 3 });
    const quiz = await aPoll(scene, { kind: 'quiz', right: 1, seconds: 20 });
    const [quick, slow, wrong] = await Promise.all(scene.trainees.map((person) => inside(scene, person)));
    await quiz.voting(quick!, { options: [1] });
    api.clock.advance(10_000);
    await quiz.voting(slow!, { options: [1] });
    await quiz.voting(wrong!, { options: [0] });
    expect(await refusalOf(quiz.voting(wrong!, { options: [1] }, 2))).toBe('vote-final');
    expect(JSON.stringify((await quick!.join(scene.sessionId)).room.polls)).toContain('"right":null');
    const polls = api.app.get(Polls, { strict: false });
    expect((await polls.ranking(await actor(scene.trainees[0]!), scene.sessionId)).ranked).toEqual([]);
    await quiz.move('close');
    await quiz.move('show');
    const { ranked, mine } = await polls.ranking(await actor(scene.trainees[1]!), scene.sessionId);
    expect(ranked.map(({ place, points }) => [place, points])).toEqual([
      [1, 1_000],
      [2, 750],
      [3, 0],
    ]);
    expect(mine).toMatchObject({ place: 2, right: 1 });
    expect((await quick!.join(scene.sessionId)).room.polls.at(-1)?.right).toBe(1);
    expect(await refusalOf(quiz.move('open'))).toBe('poll-opened');
    api.clock.set(DURING);
  });

  it('of words counts alike what differs only in form', async () => {
    const scene = await api.scene({ trainees: 3 });
    const { voting, move } = await aPoll(scene, { kind: 'words', options: [] });
    const clients = await Promise.all(scene.trainees.map((person) => inside(scene, person)));
    await voting(clients[0]!, { words: ['Desa!', 'buku'] });
    await voting(clients[1]!, { words: ['desa'] });
    await voting(clients[2]!, { words: ['  DESA ', 'Warga'] });
    expect((await move('close')).result).toMatchObject({
      votes: 3,
      words: [
        { word: 'desa', count: 3 },
        { word: 'buku', count: 1 },
        { word: 'warga', count: 1 },
      ],
    });
  });

  it('stays as it was asked once it has been opened', async () => {
    const scene = await api.scene({ trainees: 0 });
    const { pollId, move } = await aPoll(scene, {}, false);
    const polls = api.app.get(Polls, { strict: false });
    const at = { sessionId: scene.sessionId, pollId };
    const asked = {
      kind: 'scale',
      question: 'Seberapa yakin?',
      options: [],
      scaleTo: 4,
      right: null,
    } as const;
    const rest = { changeable: true, liveResults: true, seconds: null };
    const me = await actor(scene.coTrainer);
    expect((await polls.prepare(me, at, { ...asked, options: [], ...rest })).poll).toMatchObject({
      kind: 'scale',
      scaleTo: 4,
    });
    await move('open');
    await expect(polls.prepare(me, at, { ...asked, options: [], ...rest })).rejects.toMatchObject({
      code: 'poll-opened',
    });
    await expect(polls.remove(me, at)).rejects.toMatchObject({ code: 'poll-opened' });
    const elsewhere = await api.scene({ trainees: 0 });
    await expect(polls.list(me, elsewhere.sessionId)).rejects.toMatchObject({ code: 'not-found' });
    const other = await actor(elsewhere.trainer);
    await expect(
      polls.prepare(other, { ...at, sessionId: elsewhere.sessionId }, { ...asked, options: [], ...rest }),
    ).rejects.toMatchObject({ code: 'id-taken' });
  });
});

describe('a group work', () => {
  it('gives everybody one group with a sheet that only they and those who lead write', async () => {
    const scene = await api.scene({ trainees: 5 });
    const { sessionId } = scene;
    const clients = await Promise.all(scene.trainees.map((person) => inside(scene, person)));
    const host = await inside(scene, scene.trainer);
    const key = newKey<GroupWorkId>();
    const start = () =>
      host.ask(startGroupWork, { sessionId, key, title: 'Peta warga', by: 'random', groups: 2, minutes: 15 });
    const [work, again] = await Promise.all([start(), start()]);
    expect(again).toEqual(work);
    expect(work.groups.map(({ members }) => members.length)).toEqual([3, 2]);
    const [first, second] = work.groups;
    const clientOf = (personId: string) => clients.find(({ person }) => person.personId === personId)!;
    const [one, two] = first!.members.map(({ personId }) => clientOf(personId));
    const stranger = clientOf(second!.members[0]!.personId);
    const line = { sessionId, groupId: first!.id, line: 1 };
    const lineKey = newKey();
    const written = await one!.ask(writeLine, { ...line, text: 'Petani', key: lineKey });
    expect(await one!.ask(writeLine, { ...line, text: 'Petani', key: lineKey })).toEqual(written);
    expect((await two!.ask(writeLine, { ...line, text: 'Petani dan nelayan', key: newKey() })).version).toBe(
      2,
    );
    await one!.until(() => one!.events(`group:${first!.id}`).length === 2);
    expect(await refusalOf(stranger.ask(writeLine, { ...line, text: 'coret', key: newKey() }))).toBe(
      'not-found',
    );
    expect(stranger.frames.some(({ channel }) => channel === `group:${first!.id}`)).toBe(false);
    const back = await one!.join(sessionId);
    const sheet = back.channels[`group:${first!.id}`];
    expect(sheet?.whole === true && sheet.state.lines).toMatchObject([
      { line: 1, text: 'Petani dan nelayan', version: 2 },
    ]);
    await host.ask(endGroupWork, { sessionId, workId: key });
    expect(await refusalOf(one!.ask(writeLine, { ...line, text: 'terlambat', key: newKey() }))).toBe(
      'work-ended',
    );
    expect((await one!.join(sessionId)).me.groupId).toBeNull();
  });
});
