import {
  announce,
  ask,
  hideMessage,
  type MessageId,
  movePoll,
  type PollId,
  type QuestionId,
  reportLink,
  say,
  setQuestion,
  vote,
} from '@bimtek/live-contracts';
import { SocketDoor } from '@bimtek/platform-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Polls } from '../polls/polls.service.ts';
import { aRoomApi, type RoomApi, type RoomScene } from '../testing/a-room-api.ts';
import { Presence } from './presence.ts';
import { roomDataOf } from './room-personal-data.ts';
import { RoomRecords } from './room-records.service.ts';

let api: RoomApi;
let scene: RoomScene;
let records: RoomRecords;
beforeAll(async () => {
  api = await aRoomApi();
  scene = await api.scene({ trainees: 3 });
  records = api.app.get(RoomRecords, { strict: false });
});
afterAll(() => api.close());

const newKey = <Id extends string>() => randomUUID() as string as Id;
const actor = async ({ cookie }: RoomScene['trainer']) =>
  (await api.app.get(SocketDoor, { strict: false }).actorOf(cookie))!;
const inside = async (of: RoomScene['trainer']) => {
  const client = await api.client(of);
  await client.join(scene.sessionId);
  return client;
};
const linesOf = async (table: Promise<Readable>) =>
  (await text(await table))
    .trim()
    .split('\r\n')
    .map((line) => line.split(';'));

describe('what remains of a session', () => {
  it('is a table of all that was said, with what was hidden, and of every vote', async () => {
    const { sessionId } = scene;
    const [one, two] = [await inside(scene.trainees[0]!), await inside(scene.trainees[1]!)];
    const host = await inside(scene.trainer);
    await one.ask(say, { sessionId, key: newKey<MessageId>(), text: '=1+1' });
    const rude = await two.ask(say, { sessionId, key: newKey<MessageId>(), text: 'kata; kasar' });
    await host.ask(hideMessage, { sessionId, messageId: rude.id });
    const question = newKey<QuestionId>();
    await one.ask(ask, { sessionId, key: question, text: 'Kapan buku dikirim?' });
    await host.ask(setQuestion, { sessionId, questionId: question, state: 'promoted' });
    await host.ask(announce, { sessionId, key: newKey(), text: 'Jeda lima menit' });
    const pollId = newKey<PollId>();
    const asked = {
      kind: 'multiple',
      question: 'Siapa?',
      options: ['Petani', 'Remaja'],
      scaleTo: 5,
      right: null,
    } as const;
    const polls = api.app.get(Polls, { strict: false });
    const rest = { changeable: true, liveResults: true, seconds: null };
    await polls.prepare(
      await actor(scene.trainer),
      { sessionId, pollId },
      { ...asked, options: [...asked.options], ...rest },
    );
    await host.ask(movePoll, { sessionId, pollId, act: 'open' });
    await one.ask(vote, { sessionId, pollId, choice: { options: [1, 0] }, revision: 1 });

    const chat = await text(await records.chatTable(await actor(scene.trainer), sessionId, 'csv'));
    expect(chat).toContain(";'=1+1;");
    expect(chat).toContain('"kata; kasar"');
    expect(chat).toMatch(/"kata; kasar";;Ya/);
    expect(chat).toContain('Pertanyaan;');
    expect(chat).toContain('Jeda lima menit');
    const votes = await linesOf(records.pollsTable(await actor(scene.coTrainer), sessionId, 'csv'));
    expect(votes.slice(1).map((cells) => cells.slice(0, 5))).toEqual([
      ['1', 'Beberapa pilihan', 'Siapa?', scene.trainees[0]!.name, '"Petani'],
    ]);
    await expect(records.chatTable(await actor(scene.trainees[0]!), sessionId, 'csv')).rejects.toMatchObject({
      code: 'only-for-hosts',
    });
    const audited: { action: string }[] = await api.db.query(
      `SELECT action FROM platform_audit_entry WHERE subject_id = $1 AND action LIKE '%exported' ORDER BY action`,
      [sessionId],
    );
    expect(audited.map(({ action }) => action)).toEqual(['live.chat-exported', 'live.polls-exported']);
  });

  it('is in the copy that a person gets of everything about them, hidden or not', async () => {
    const mine = await roomDataOf(api.db.manager, scene.trainees[1]!.personId);
    expect(mine['obrolan']).toMatchObject([{ isi: 'kata; kasar', disembunyikan: true }]);
    const other = await roomDataOf(api.db.manager, scene.trainees[0]!.personId);
    expect(other['pertanyaan']).toMatchObject([{ isi: 'Kapan buku dikirim?', keadaan: 'promoted' }]);
    expect(other['jajak pendapat']).toMatchObject([{ jawaban: { options: [0, 1] } }]);
    expect(other['tindakan moderator']).toEqual([]);
  });

  it('shows a hall the page, the bars and the promoted question, without a name', async () => {
    const shown = await records.projector(await actor(scene.trainees[2]!), scene.sessionId);
    expect(shown.room.polls).toHaveLength(1);
    expect(shown.room.results).toMatchObject([{ votes: 1, counts: [1, 1] }]);
    expect(shown.promoted).toMatchObject({ text: 'Kapan buku dikirim?', name: '' });
    expect(JSON.stringify(shown)).not.toContain(scene.trainees[0]!.personId);
  });

  it('lists the people with their presence and link for those who lead', async () => {
    const { sessionId } = scene;
    const fourth = await api.scene({ trainees: 1 });
    const client = await inside(scene.trainees[2]!);
    await client.ask(reportLink, { sessionId, roundTripMs: 840, mode: 'soundAndSlides' });
    await api.app.get(Presence, { strict: false }).flush();
    const me = await actor(scene.trainer);
    const first = await records.people(me, sessionId, { limit: 2 });
    const second = await records.people(me, sessionId, { limit: 2, after: first.next ?? '' });
    const all = [...first.items, ...second.items];
    expect(second.next).toBeNull();
    expect(all.map(({ personId }) => personId).sort()).toEqual(
      scene.trainees.map(({ personId }) => personId).sort(),
    );
    expect(all.find(({ personId }) => personId === scene.trainees[2]!.personId)).toMatchObject({
      present: true,
      leftAt: null,
      roundTripMs: 840,
      mode: 'soundAndSlides',
    });
    await expect(records.people(me, fourth.sessionId, { limit: 2 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      records.people(await actor(scene.trainees[0]!), sessionId, { limit: 2 }),
    ).rejects.toMatchObject({
      code: 'only-for-hosts',
    });
  });
});
