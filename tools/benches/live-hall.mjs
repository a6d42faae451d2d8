/**
 * 8,000 phones in one room of one api process: how fast they come in, what each takes of the server's memory, and what it
 * costs to tell all of them something (an announcement, about 250 bytes on the line), beside bare `ws` that sends one
 * pre-built frame of as many bytes to as many sockets.
 */
import fs from 'node:fs';
import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import pg from 'pg';
import { fillSeason } from './data/season.mjs';
import { aHost, aPlenary, seated } from './data/live.mjs';
import { startFleet } from './load/phone-fleet.mjs';

const MOST_KB = 30;
const MOST_RATIO = 2.2;
const MOST_P99_MS = 500;
const now = () => performance.timeOrigin + performance.now();

export default async function liveHall({ quick, run, say, startApi, meter, postgres, percentile }) {
  const count = 8_000;
  const times = quick ? 8 : 25;
  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  await fillSeason(db, count);
  const [sessionId, host] = [await aPlenary(db), await aHost(db)];
  const people = (await seated(db, count)).map((person) => ({ ...person, sessionId }));
  const api = await startApi({ REQUIRE_SECOND_FACTOR: 'false' });
  const fleet = startFleet(2);
  try {
    const before = rssKb(api.pid);
    const entered = await meter(() =>
      fleet.all('connect', { url: api.url, people, partOf: (place) => place }),
    );
    const joined = total(entered.result, 'joined');
    await wait(3_000);
    const kbEach = (rssKb(api.pid) - before) / joined;
    const perSecond = joined / entered.seconds;
    say(
      `${joined} are in: ${Math.round(perSecond)} a second, ${kbEach.toFixed(1)} KB of the server's memory each.`,
    );
    for (const { failures } of entered.result) if (failures.length > 0) say(failures.join('; '));

    const socket = io(api.url, {
      path: '/api/socket',
      transports: ['websocket'],
      extraHeaders: { cookie: `bimtek_session=${host.token}` },
    });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    await socket.emitWithAck('live.join-room', { sessionId });
    await fleet.all('take');
    const told = await meter(async () => {
      for (let turn = 0; turn < times; turn++) {
        const began = now();
        const text = `@${began.toFixed(1)}@ Acara dibuka pukul sembilan, siapkan pertanyaan.`;
        const answer = await socket.emitWithAck('live.announce', { sessionId, key: randomUUID(), text });
        if (answer.problem) throw new Error(JSON.stringify(answer.problem));
        await wait(Math.max(0, 1_200 - (now() - began)));
      }
    });
    // What a quiet second costs is no part of a broadcast.
    const quiet = await meter(() => wait(quick ? 5_000 : 10_000));
    const heard = await fleet.all('take');
    const arrived = total(heard, 'arrived');
    const latenciesMs = heard.flatMap(({ latencies }) => latencies);
    const faults = total(heard, 'faults');
    const inQuiet = (ms) => (ms / quiet.seconds) * told.seconds;
    const cpu = {
      nodeMs: told.cpu.nodeMs - inQuiet(quiet.cpu.nodeMs),
      postgresMs: Math.max(0, told.cpu.postgresMs - inQuiet(quiet.cpu.postgresMs)),
    };
    const eachMs = (cpu.nodeMs + cpu.postgresMs) / times;
    say(
      `${arrived} of ${times * joined} arrived; ${eachMs.toFixed(1)} ms of CPU a broadcast, ${(quiet.cpu.nodeMs / quiet.seconds / 10).toFixed(1)} % of a core in a quiet second.`,
    );
    const peak = entered.peakRssMb;
    socket.disconnect();
    await fleet.all('close');
    await api.stop();

    const bare = await bareWebsockets({ fleet, count: joined, times, meter });
    say(`Bare websockets: ${bare.eachMs.toFixed(1)} ms of CPU a broadcast.`);
    const ratio = eachMs / bare.eachMs;
    const p99 = percentile(latenciesMs, 0.99);
    const wrongs = [
      joined < count && `only ${joined} came in`,
      arrived !== times * joined && `${times * joined - arrived} did not arrive`,
      faults > 0 && `${faults} frames with gaps`,
      kbEach > MOST_KB && `${kbEach.toFixed(1)} KB a connection`,
      // The pings of a hall come in waves; when one falls into the quiet seconds alone, nothing can be said of a broadcast.
      ratio <= 0 && 'a broadcast that cost less than silence, so its CPU was not measured',
      ratio > MOST_RATIO && `${ratio.toFixed(2)} times bare websockets`,
      p99 > MOST_P99_MS && `p99 ${Math.round(p99)} ms`,
    ].filter(Boolean);
    if (wrongs.length > 0) say(`Beyond what is allowed: ${wrongs.join(', ')}.`);
    return {
      ops: times,
      seconds: told.seconds,
      errors: wrongs.length,
      verified: arrived,
      cpu,
      latenciesMs,
      limit: { name: 'bare ws, one pre-built frame of as many bytes', cpuMsPerOp: bare.eachMs },
      peakRssMb: peak,
      limitP99Ms: Math.round(percentile(bare.latenciesMs, 0.99)),
      connections: joined,
      connectionsPerSecond: Math.round(perSecond),
      kbPerConnection: Number(kbEach.toFixed(1)),
      joinP99Ms: Math.round(
        percentile(
          entered.result.flatMap(({ joinMs }) => joinMs),
          0.99,
        ),
      ),
      cpuMsPerConnection: Number(((entered.cpu.nodeMs + entered.cpu.postgresMs) / joined).toFixed(3)),
      quietPercentOfCore: Number((quiet.cpu.nodeMs / quiet.seconds / 10).toFixed(2)),
    };
  } finally {
    fleet.stop();
    await db.end();
  }
}

async function bareWebsockets({ fleet, count, times, meter }) {
  const program = fileURLToPath(new URL('./load/bare-websockets.mjs', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const port = await new Promise((resolve) =>
      child.stdout.once('data', (data) => resolve(Number(String(data)))),
    );
    await fleet.all('bare', { url: `ws://127.0.0.1:${port}`, count });
    await fleet.all('take');
    const sent = await meter(async () => {
      for (let turn = 0; turn < times; turn++) {
        child.stdin.write('send\n');
        await wait(1_000);
      }
    }, [{ pid: child.pid }]);
    const heard = await fleet.all('take');
    const arrived = total(heard, 'arrived');
    if (arrived < times * count * 0.99)
      throw new Error(`Only ${arrived} of ${times * count} bare frames arrived`);
    return { eachMs: sent.cpu.nodeMs / times, latenciesMs: heard.flatMap(({ latencies }) => latencies) };
  } finally {
    child.kill('SIGKILL');
  }
}

function total(list, name) {
  return list.reduce((sum, one) => sum + one[name], 0);
}

function rssKb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}
