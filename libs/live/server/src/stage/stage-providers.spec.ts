import type { StageEntry } from '@bimtek/live-contracts';
import { ProblemError } from '@bimtek/platform-contracts';
import { Ids, readSettings } from '@bimtek/platform-server';
import { FixedClock } from '@bimtek/platform-server/testing';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { aBigBlueButton, type BigBlueButtonDouble } from '../testing/bigbluebutton-double.ts';
import { BigBlueButtonStages } from './bigbluebutton-stage.ts';
import { addressOf } from './bigbluebutton-address.ts';
import { HallStages } from './hall-stage.ts';
import { JitsiStages } from './jitsi-stage.ts';
import { LinkStages } from './link-stage.ts';
import type { OnStage, StageGuest, StageProvider } from './stage-provider.ts';

const SECRET = 'rahasia-639259d4-9dd8-4b25-bf01-95f9567eaf4b';
const JITSI_SECRET = 'rahasia-jitsi-dengan-panjang-cukup';
const clock = new FixedClock('2026-07-06T02:30:00Z');
const host: StageGuest = { personId: randomUUID(), name: 'Budi Pelatih', isHost: true };
const trainee: StageGuest = { personId: randomUUID(), name: "Hj. Siti Nur'aini & Ibu", isHost: false };

const settings = (given: Record<string, string> = {}) =>
  readSettings({ NODE_ENV: 'test', DATABASE_URL: 'postgres://localhost/x', ...given });

let bbb: BigBlueButtonDouble;
beforeAll(async () => {
  Logger.overrideLogger(false);
  bbb = await aBigBlueButton(SECRET);
});
afterAll(() => bbb.close());
beforeEach(() => {
  bbb.meetings.clear();
  bbb.calls.length = 0;
  bbb.recordings.length = 0;
  bbb.trouble = 'none';
});

const bigBlueButton = (given: Record<string, string> = {}) =>
  new BigBlueButtonStages(settings({ LIVE_BBB_URL: bbb.url, LIVE_BBB_SECRET: SECRET, ...given }));
const jitsi = (given: Record<string, string> = {}) =>
  new JitsiStages(settings({ LIVE_JITSI_URL: 'https://meet.example/', ...given }), new Ids(), clock);
const withToken = { LIVE_JITSI_APP_ID: 'bimtek', LIVE_JITSI_SECRET: JITSI_SECRET };

const on = <S extends OnStage['stage']>(stage: S): OnStage<S> => ({
  sessionId: randomUUID(),
  title: 'Modul 2: Literasi Digital & Data',
  returnUrl: 'https://ruang.example/jadwal/1',
  stage,
});

/** The code with which something was refused; fails when it was not. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProblemError)) throw new Error('was not refused', { cause: error });
  return error.code;
}

describe('every stage', () => {
  const all: [string, () => StageProvider, Parameters<StageProvider['newStage']>[0]][] = [
    ['a link', () => new LinkStages() as never, { provider: 'link', url: 'https://zoom.us/j/1?pwd=s' }],
    ['a hall', () => new HallStages() as never, { provider: 'hall' }],
    ['Jitsi', () => jitsi() as never, { provider: 'jitsi' }],
    ['Jitsi with tokens', () => jitsi(withToken) as never, { provider: 'jitsi' }],
    ['BigBlueButton', () => bigBlueButton() as never, { provider: 'bigbluebutton' }],
  ];

  it.each(all)('of %s lets a host in and then a trainee, and names itself', async (_name, made, sent) => {
    const provider = made();
    expect(provider.isAvailable).toBe(true);
    const session = on(provider.newStage(sent));
    expect(session.stage.provider).toBe(sent.provider);
    const entry = await provider.enter(session, host);
    expect(entry.provider).toBe(sent.provider);
    if (entry.open?.startsWith(bbb.url)) await bbb.visit(entry.open);
    expect((await provider.enter(session, trainee)).provider).toBe(sent.provider);
  });

  it.each(all)('of %s gives away no secret, and ends twice without harm', async (_name, made, sent) => {
    const provider = made();
    const session = on(provider.newStage(sent));
    const entry = await provider.enter(session, host);
    for (const secret of [SECRET, JITSI_SECRET]) {
      expect(JSON.stringify([entry, session.stage])).not.toContain(secret);
    }
    await provider.end(session);
    await provider.end(session);
    expect(await provider.recordings(session)).toEqual([]);
  });

  it('is not available where it is not set up', () => {
    expect(new BigBlueButtonStages(settings()).isAvailable).toBe(false);
    expect(new JitsiStages(settings(), new Ids(), clock).isAvailable).toBe(false);
  });
});

describe('the signature of BigBlueButton', () => {
  // By hand: the hash of the call's name, the query as it is sent, and the secret, without anything between them.
  it.each(['sha1', 'sha256', 'sha384', 'sha512'] as const)('is the documented one for %s', (checksum) => {
    const server = { url: 'https://bbb.example/bigbluebutton', secret: SECRET, checksum };
    const address = addressOf(server, 'create', { name: 'Test Meeting', meetingID: 'abc123' });
    const query = 'name=Test+Meeting&meetingID=abc123';
    const expected = createHash(checksum).update(`create${query}${SECRET}`).digest('hex');
    expect(address).toBe(`https://bbb.example/bigbluebutton/api/create?${query}&checksum=${expected}`);
  });

  it('is the one that the API documents as its example', () => {
    // docs.bigbluebutton.org, "API Security Model": sha1 of createname=Test+Meeting&meetingID=abc123&attendeePW=111222&…
    const server = {
      url: 'https://bbb.example/bigbluebutton',
      secret: '639259d4-9dd8-4b25-bf01-95f9567eaf4b',
      checksum: 'sha1',
    } as const;
    const address = addressOf(server, 'create', {
      name: 'Test Meeting',
      meetingID: 'abc123',
      attendeePW: '111222',
      moderatorPW: '333444',
    });
    expect(address).toMatch(/checksum=1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17$/);
  });

  it('of another secret is not taken', async () => {
    const stages = bigBlueButton({ LIVE_BBB_SECRET: 'lain' });
    expect(await refusalOf(stages.enter(on(stages.newStage()), host))).toBe('stage-unreachable');
    expect(bbb.meetings.size).toBe(0);
  });

  it('does not fit when somebody changes their role in the address', async () => {
    const stages = bigBlueButton();
    const session = on(stages.newStage());
    await bbb.visit((await stages.enter(session, host)).open ?? '');
    const { open } = await stages.enter(session, trainee);
    expect(await bbb.visit(open?.replace('role=VIEWER', 'role=MODERATOR') ?? '')).toContain('checksumError');
  });
});

describe('BigBlueButton', () => {
  it('opens for hosts, lets trainees wait until one is there, and in by their own name', async () => {
    const stages = bigBlueButton();
    const session = on(stages.newStage());
    expect(await refusalOf(stages.enter(session, trainee))).toBe('stage-not-started');
    const { open } = await stages.enter(session, host);
    expect(await refusalOf(stages.enter(session, trainee))).toBe('stage-not-started');
    expect(await bbb.visit(open ?? '')).toBe('in:Modul 2: Literasi Digital & Data');
    await bbb.visit((await stages.enter(session, trainee)).open ?? '');
    expect(bbb.meetings.get(session.sessionId)?.people).toEqual([
      { name: host.name, role: 'MODERATOR', userId: host.personId },
      { name: trainee.name, role: 'VIEWER', userId: trainee.personId },
    ]);
  });

  it('is one meeting when two hosts open it', async () => {
    const stages = bigBlueButton();
    const session = on(stages.newStage());
    await stages.enter(session, host);
    await stages.enter(session, { ...host, personId: randomUUID(), name: 'Sari Pelatih' });
    expect(bbb.meetings.size).toBe(1);
  });

  it('ends for everybody', async () => {
    const stages = bigBlueButton();
    const session = on(stages.newStage());
    await stages.enter(session, host);
    await stages.end(session);
    expect(bbb.meetings.size).toBe(0);
  });

  it('tells what it recorded of this session, with addresses as they are', async () => {
    const stages = bigBlueButton();
    const session = on(stages.newStage());
    const url = 'https://bbb.example/playback/presentation/2.3/abc?a=1&b=2';
    const startedAt = new Date('2026-07-06T02:31:00Z');
    bbb.recordings.push({ meetingId: session.sessionId, url, minutes: 88, startedAt });
    bbb.recordings.push({ meetingId: randomUUID(), url, minutes: 1, startedAt });
    expect(await stages.recordings(session)).toEqual([{ url, minutes: 88, startedAt }]);
  });

  it.each(['page', 'broken'] as const)(
    'that answers with a %s is unreachable, and says so',
    async (trouble) => {
      const stages = bigBlueButton();
      bbb.trouble = trouble;
      expect(await refusalOf(stages.enter(on(stages.newStage()), host))).toBe('stage-unreachable');
    },
  );

  it('that is not there is unreachable', async () => {
    const stages = bigBlueButton({ LIVE_BBB_URL: 'http://127.0.0.1:9/bigbluebutton' });
    expect(await refusalOf(stages.enter(on(stages.newStage()), trainee))).toBe('stage-unreachable');
  });
});

describe('Jitsi', () => {
  const tokenOf = ({ embed }: StageEntry) => {
    const [head = '', claims = '', signature] = (new URL(embed ?? '').searchParams.get('jwt') ?? '').split(
      '.',
    );
    const expected = createHmac('sha256', JITSI_SECRET).update(`${head}.${claims}`).digest('base64url');
    expect(signature).toBe(expected);
    return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
  };

  it('has a room of its own for each session, which nobody guesses', () => {
    const rooms = Array.from({ length: 50 }, () => jitsi().newStage().room);
    expect(new Set(rooms).size).toBe(50);
    expect(rooms.every((room) => /^bimtek-[a-z2-9]{20}$/.test(room))).toBe(true);
  });

  it('lets people in by a signed token for this room, this role and ten minutes', async () => {
    const stages = jitsi(withToken);
    const session = on(stages.newStage());
    const claims = tokenOf(await stages.enter(session, trainee));
    expect(claims).toMatchObject({
      aud: 'jitsi',
      iss: 'bimtek',
      sub: 'meet.example',
      room: session.stage.room,
      moderator: false,
      exp: clock.now().getTime() / 1000 + 600,
      context: { user: { id: trainee.personId, name: trainee.name, affiliation: 'member' } },
    });
    expect(tokenOf(await stages.enter(session, host))).toMatchObject({ moderator: true });
  });

  it('has no token where none is set up', async () => {
    const stages = jitsi();
    const { embed } = await stages.enter(on(stages.newStage()), host);
    expect(embed).toMatch(/^https:\/\/meet\.example\/bimtek-[^?]+#/);
  });
});
