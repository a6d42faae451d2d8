/**
 * 8,000 phones of one room lose their links at once and come back at some moment of the next twenty seconds, while the
 * trainer goes on showing pages. Each must be in again within thirty seconds, with the page that is shown, the number the
 * room stands at, and exactly the events that it missed.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { io } from 'socket.io-client';
import pg from 'pg';
import { fillSeason } from './data/season.mjs';
import { aHost, aPlenary, seated } from './data/live.mjs';
import { startFleet } from './load/phone-fleet.mjs';

const MOST_SECONDS = 30;
const JITTER_SECONDS = 20;

export default async function reconnectStorm({ run, say, startApi, meter, postgres, percentile }) {
  const count = 8_000;
  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  await fillSeason(db, count);
  const [sessionId, host] = [await aPlenary(db), await aHost(db)];
  const people = (await seated(db, count)).map((person) => ({ ...person, sessionId }));
  const api = await startApi({ REQUIRE_SECOND_FACTOR: 'false' });
  const fleet = startFleet(2);
  try {
    const entered = await fleet.all('connect', { url: api.url, people, partOf: (place) => place });
    const joined = entered.reduce((sum, one) => sum + one.joined, 0);
    const socket = io(api.url, {
      path: '/api/socket',
      transports: ['websocket'],
      extraHeaders: { cookie: `bimtek_session=${host.token}` },
    });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    await socket.emitWithAck('live.join-room', { sessionId });
    const show = async (page) => {
      const answer = await socket.emitWithAck('live.set-stage', { sessionId, stage: { page } });
      if (answer.problem) throw new Error(JSON.stringify(answer.problem));
    };
    await show(1);
    await wait(2_500);
    say(`${joined} are in and see page 1; now all links break.`);
    const storm = await meter(async () => {
      const back = fleet.all('storm', { seconds: JITTER_SECONDS, atMost: MOST_SECONDS });
      // All are gone before the next pages are shown, so that each misses both.
      await wait(300);
      await show(2);
      await show(3);
      return back;
    });
    socket.disconnect();
    const backMs = storm.result.flatMap((one) => one.backMs);
    for (const { failures } of storm.result) if (failures.length > 0) say(failures.join('; '));
    // Early ones may come before the pages; everybody else comes to page 3 at number 3.
    const states = storm.result.flatMap((one) => one.states);
    const right = states.filter(([state]) => isRight(JSON.parse(state))).reduce((sum, [, n]) => sum + n, 0);
    const last = Math.max(...backMs) / 1000;
    say(`${backMs.length} are back, the last after ${last.toFixed(1)} s; ${right} with the right state.`);
    return {
      ops: joined,
      seconds: storm.seconds,
      errors: count - backMs.length + (backMs.length - right) + (last > MOST_SECONDS ? 1 : 0),
      verified: right,
      cpu: storm.cpu,
      latenciesMs: backMs,
      peakRssMb: storm.peakRssMb,
      lastBackSeconds: Number(last.toFixed(2)),
      jitterSeconds: JITTER_SECONDS,
      p99BackMs: Math.round(percentile(backMs, 0.99)),
    };
  } finally {
    fleet.stop();
    await db.end();
  }
}

/** The page that belongs to the number, and as many missed events as lie between page 1 and it (-1: got the whole). */
function isRight([page, seq, missed]) {
  return page === seq && seq >= 1 && seq <= 3 && (missed === seq - 1 || missed === -1);
}
