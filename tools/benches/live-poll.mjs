/**
 * 8,000 phones of one room vote within ten seconds while the bars grow on all of them. Each vote is in the database before
 * it is acknowledged; afterwards the rows are compared with what was acknowledged, one by one.
 * The limit is the writing alone: the same statement in the same groups, PostgreSQL's CPU only.
 */
import pg from 'pg';
import { fillSeason } from './data/season.mjs';
import { anOpenPoll, aPlenary, seated } from './data/live.mjs';
import { startFleet } from './load/phone-fleet.mjs';

export default async function livePoll({ quick, run, say, startApi, meter, postgres, percentile }) {
  const count = 8_000;
  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  await fillSeason(db, count);
  const sessionId = await aPlenary(db);
  const people = (await seated(db, count)).map((person) => ({ ...person, sessionId }));
  const pollId = await anOpenPoll(db, sessionId);
  const api = await startApi();
  const fleet = startFleet(2);
  try {
    const entered = await fleet.all('connect', { url: api.url, people, partOf: (place) => place });
    const joined = entered.reduce((sum, one) => sum + one.joined, 0);
    say(`${joined} are in.`);
    const voted = await meter(() => fleet.all('vote', { pollId, options: 3, seconds: 10 }));
    const latenciesMs = voted.result.flatMap(({ ackMs }) => ackMs);
    const failed = voted.result.reduce((sum, one) => sum + one.failed, 0);
    for (const { failures } of voted.result) if (failures.length > 0) say(failures.join('; '));
    const acknowledged = new Map(voted.result.flatMap(({ votes }) => votes));
    const { rows } = await db.query(
      `SELECT person_id, (choice->'options'->>0)::int AS option FROM live_vote WHERE poll_id = $1`,
      [pollId],
    );
    const right = rows.filter((row) => acknowledged.get(row.person_id) === row.option).length;
    const wrong = rows.length - right + Math.abs(acknowledged.size - rows.length);
    const cpuMs = (voted.cpu.nodeMs + voted.cpu.postgresMs) / latenciesMs.length;
    say(
      `${latenciesMs.length} votes were acknowledged, ${rows.length} are stored; ${cpuMs.toFixed(3)} ms of CPU each, bars on ${joined} phones included.`,
    );
    const bare = await bareStatement(db, pollId, [...acknowledged.keys()], quick ? 2 : 4, meter);
    say(`The statement alone: ${bare.toFixed(3)} ms of PostgreSQL's CPU a vote.`);
    return {
      ops: latenciesMs.length,
      seconds: voted.seconds,
      errors: failed + wrong + (joined < count ? 1 : 0),
      verified: right,
      cpu: voted.cpu,
      latenciesMs,
      limit: { name: 'the rows alone, written in groups of 20, PostgreSQL only', cpuMsPerOp: bare },
      peakRssMb: voted.peakRssMb,
      connections: joined,
      ackP99Ms: Math.round(percentile(latenciesMs, 0.99)),
    };
  } finally {
    fleet.stop();
    await db.end();
  }
}

async function bareStatement(db, pollId, people, rounds, meter) {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    await db.query(`DELETE FROM live_vote`);
    const { cpu } = await meter(async () => {
      for (let from = 0; from < people.length; from += 20) {
        await db.query({
          name: 'bare-votes',
          text: `INSERT INTO live_vote (poll_id, person_id, name, choice, revision, final, at)
                 SELECT $1, t.person_id, 'Rahayu', '{"options": [1]}', 1, false, now() FROM unnest($2::uuid[]) AS t(person_id)
                 ON CONFLICT (poll_id, person_id) DO UPDATE SET revision = excluded.revision`,
          values: [pollId, people.slice(from, from + 20)],
        });
      }
    }, []);
    least = Math.min(least, cpu.postgresMs / people.length);
  }
  return least;
}
