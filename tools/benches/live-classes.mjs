/**
 * 200 rooms of 40 side by side in one api process: 40 messages, 20 hands and 40 votes a second over all rooms (a message in
 * each room every five seconds), for five minutes. What is said is told to 40 phones each; the time is from sending to the
 * arrival on each of them. Memory after the first third is compared with that at the end.
 */
import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { fillSeason } from './data/season.mjs';
import { anOpenPoll, classSessions, seated } from './data/live.mjs';
import { startFleet } from './load/phone-fleet.mjs';

const MOST_P99_MS = 250;
/** More than what a heap may wander between two collections. */
const MOST_GROWTH_MB = 40;
const rate = { saysPerSecond: 40, handsPerSecond: 20, votesPerSecond: 40 };

export default async function liveClasses({ quick, run, say, startApi, meter, postgres, percentile }) {
  const seconds = quick ? 15 : 300;
  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  await fillSeason(db, 8_000);
  const sessions = await classSessions(db);
  const polls = {};
  for (const sessionId of sessions.values()) polls[sessionId] = await anOpenPoll(db, sessionId);
  const people = (await seated(db, 8_000)).map((person) => ({
    ...person,
    sessionId: sessions.get(person.classGroupId),
  }));
  const places = new Map([...sessions.values()].map((sessionId, place) => [sessionId, place]));
  const partOf = (place) => places.get(people[place].sessionId);
  const api = await startApi();
  const fleet = startFleet(2);
  try {
    const entered = await fleet.all('connect', { url: api.url, people, partOf });
    const joined = entered.reduce((sum, one) => sum + one.joined, 0);
    say(`${joined} are in ${sessions.size} rooms.`);
    for (const { failures } of entered) if (failures.length > 0) say(failures.join('; '));
    const part = (per) => per / fleet.processes;
    const given = {
      polls,
      saysPerSecond: part(rate.saysPerSecond),
      handsPerSecond: part(rate.handsPerSecond),
      votesPerSecond: part(rate.votesPerSecond),
    };
    // Until everything has been used once, so that neither compiling nor filling up counts.
    await fleet.all('talk', { ...given, seconds: quick ? 5 : 60 });
    await wait(1_000);
    await fleet.all('take');
    const rssBefore = rssMb(api.pid);
    const talked = await meter(() => fleet.all('talk', { ...given, seconds }));
    await wait(1_000);
    const heard = await fleet.all('take');
    const growthMb = rssMb(api.pid) - rssBefore;
    const total = (list, name) => list.reduce((sum, one) => sum + one[name], 0);
    const latenciesMs = heard.flatMap(({ latencies }) => latencies);
    const [expected, arrived] = [total(talked.result, 'expected'), total(heard, 'arrived')];
    const ackMs = talked.result.flatMap((one) => one.ackMs);
    for (const { failures } of talked.result) if (failures.length > 0) say(failures.join('; '));
    const p99 = percentile(latenciesMs, 0.99);
    const acts = total(talked.result, 'acts');
    say(
      `${acts} acts, ${arrived} of ${expected} arrivals, p99 ${Math.round(p99)} ms; memory ${growthMb >= 0 ? '+' : ''}${growthMb.toFixed(0)} MB.`,
    );
    const wrongs = [
      joined < 8_000 && `only ${joined} came in`,
      arrived !== expected && `${expected - arrived} did not arrive`,
      total(heard, 'faults') > 0 && 'frames with gaps',
      total(talked.result, 'failed') > 0 && `${total(talked.result, 'failed')} acts failed`,
      p99 > MOST_P99_MS && `p99 ${Math.round(p99)} ms`,
      growthMb > MOST_GROWTH_MB && `memory grew by ${Math.round(growthMb)} MB`,
    ].filter(Boolean);
    if (wrongs.length > 0) say(`Beyond what is allowed: ${wrongs.join(', ')}.`);
    return {
      ops: acts,
      seconds: talked.seconds,
      errors: wrongs.length,
      verified: arrived,
      cpu: talked.cpu,
      latenciesMs,
      peakRssMb: talked.peakRssMb,
      rooms: sessions.size,
      connections: joined,
      ...rate,
      ackP99Ms: Math.round(percentile(ackMs, 0.99)),
      memoryGrowthMb: Math.round(growthMb),
      percentOfCore: Number((talked.cpu.nodeMs / talked.seconds / 10).toFixed(1)),
    };
  } finally {
    fleet.stop();
    await db.end();
  }
}

function rssMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
