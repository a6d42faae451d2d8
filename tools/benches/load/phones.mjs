/**
 * Many phones in one process: each speaks to the sockets as the portal does (Engine.IO 4 over a websocket), but keeps only
 * what a bench counts. Forked by `phone-fleet.mjs`; told what to do by messages, and answers each.
 */
import { randomUUID } from 'node:crypto';
import { WebSocket } from './ws.mjs';

/** Milliseconds that two processes of one machine read alike. */
const now = () => performance.timeOrigin + performance.now();
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Phone {
  #acks = new Map();
  #nextAck = 0;
  seen = {};
  frames = 0;
  bytes = 0;
  /** What was sent twice, in the wrong order, or left out. */
  faults = 0;

  constructor(url, { token, personId, sessionId }, onFrame) {
    Object.assign(this, { url, token, personId, sessionId, onFrame });
  }

  open() {
    return new Promise((resolve, reject) => {
      const address = `${this.url.replace('http', 'ws')}/api/socket?EIO=4&transport=websocket`;
      const headers = { cookie: `bimtek_session=${this.token}` };
      const socket = new WebSocket(address, { headers, perMessageDeflate: false, skipUTF8Validation: true });
      this.socket = socket;
      socket.on('message', (data) => {
        const text = data.toString();
        this.bytes += text.length;
        if (text === '2') socket.send('3');
        else if (text.startsWith('42')) this.#heard(text);
        else if (text.startsWith('43')) this.#acked(text);
        else if (text.startsWith('40')) resolve(this);
        else if (text.startsWith('44')) reject(new Error(text));
        else if (text.startsWith('0')) socket.send('40');
      });
      socket.once('error', reject);
      socket.once('close', () => {
        reject(new Error('closed'));
        for (const { fail } of this.#acks.values()) fail(new Error('closed'));
        this.#acks.clear();
      });
    });
  }

  ask(name, payload) {
    const id = this.#nextAck++;
    return new Promise((done, fail) => {
      this.#acks.set(id, { done, fail });
      this.socket.send(`42${id}${JSON.stringify([name, { sessionId: this.sessionId, ...payload }])}`);
    });
  }

  async join() {
    const answer = await this.ask('live.join-room', { seen: this.seen });
    if (answer.problem) throw new Error(answer.problem.type);
    for (const [channel, heard] of Object.entries(answer.channels))
      this.seen[channel] = heard.whole ? heard.state.seq : heard.to;
    return answer;
  }

  drop() {
    this.socket.terminate();
  }

  #heard(text) {
    if (!text.startsWith('42["live.frame"')) return;
    this.frames += 1;
    const [, frame] = JSON.parse(text.slice(2));
    const mine = this.seen[frame.channel];
    if (frame.events.length > 0 && mine !== undefined) {
      // As a client of the portal: what it has already it skips, and a gap it would have to ask about.
      if (frame.after > mine) this.faults += 1;
      frame.events = frame.events.filter(({ seq }) => seq > mine);
      this.seen[frame.channel] = Math.max(mine, frame.to);
    }
    this.onFrame(frame, this);
  }

  #acked(text) {
    const at = text.indexOf('[');
    const id = Number(text.slice(2, at));
    const waiting = this.#acks.get(id);
    this.#acks.delete(id);
    waiting?.done(JSON.parse(text.slice(at))[0]);
  }
}

let phones = [];
let latencies = [];
let arrived = 0;
/** Texts carry when they were sent. */
const sentAt = /@(\d+(?:\.\d+)?)@/;

function onFrame({ events }) {
  const time = now();
  for (const event of events) {
    const text = event.text ?? event.message?.text;
    const sent = text && sentAt.exec(text);
    if (!sent) continue;
    arrived += 1;
    latencies.push(time - Number(sent[1]));
  }
}

/** Does `one` for each, so many at a time. */
async function forEach(list, atOnce, one) {
  const waiting = list.values();
  const worker = async () => {
    for (const item of waiting) await one(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const doing = {
  async connect({ url, people, atOnce = 64 }) {
    phones = people.map((person) => new Phone(url, person, onFrame));
    const began = now();
    const failures = [];
    const joinMs = [];
    await forEach(phones, atOnce, async (phone) => {
      try {
        await phone.open();
        const from = now();
        await phone.join();
        joinMs.push(now() - from);
      } catch (error) {
        failures.push(String(error));
      }
    });
    return {
      joined: joinMs.length,
      failures: failures.slice(0, 3),
      failed: failures.length,
      seconds: (now() - began) / 1000,
      joinMs,
    };
  },

  /** What has arrived since the last time this was asked. */
  async take() {
    const taken = { latencies, arrived, faults: sum('faults'), bytes: sum('bytes'), open: openOnes() };
    latencies = [];
    arrived = 0;
    return taken;
  },

  /** Everybody votes once, at some moment of these seconds. */
  async vote({ pollId, options, seconds }) {
    const ackMs = [];
    const failures = [];
    const votes = [];
    await Promise.all(
      phones.map(async (phone, index) => {
        await wait(Math.random() * seconds * 1000);
        const from = now();
        try {
          const answer = await phone.ask('live.vote', {
            pollId,
            choice: { options: [index % options] },
            revision: 1,
          });
          if (answer.problem) throw new Error(answer.problem.type);
          ackMs.push(now() - from);
          votes.push([phone.personId, index % options]);
        } catch (error) {
          failures.push(String(error));
        }
      }),
    );
    return { ackMs, failed: failures.length, failures: failures.slice(0, 3), votes };
  },

  /** Chat, hands and votes in all rooms for so long, each so often a second over all rooms of this process. */
  async talk({ seconds, saysPerSecond, handsPerSecond, votesPerSecond, polls }) {
    const rooms = new Map();
    for (const phone of phones) rooms.set(phone.sessionId, [...(rooms.get(phone.sessionId) ?? []), phone]);
    const all = [...rooms.values()];
    const counts = { said: 0, expected: 0, acts: 0, failed: 0, failures: [] };
    const pending = [];
    const act = (work) => {
      counts.acts += 1;
      pending.push(
        work
          .then((answer) => {
            if (answer.problem) throw new Error(answer.problem.type);
          })
          .catch((error) => {
            counts.failed += 1;
            if (counts.failures.length < 3) counts.failures.push(String(error));
          }),
      );
    };
    const ackMs = [];
    const timed = async (work) => {
      const from = now();
      const answer = await work;
      ackMs.push(now() - from);
      return answer;
    };
    let turn = 0;
    const every = (perSecond, work) => {
      if (perSecond <= 0) return () => undefined;
      // Small steps, so that what is due comes evenly and not in a burst.
      const step = 20;
      let due = Math.random();
      const timer = setInterval(() => {
        for (due += (perSecond * step) / 1000; due >= 1; due -= 1) {
          turn += 1;
          const room = all[turn % all.length];
          work(room[Math.floor(turn / all.length) % room.length], room);
        }
      }, step);
      return () => clearInterval(timer);
    };
    const revisions = new Map();
    const stops = [
      every(saysPerSecond, (phone, room) => {
        counts.said += 1;
        counts.expected += room.length;
        act(
          timed(
            phone.ask('live.say', {
              key: randomUUID(),
              text: `@${now().toFixed(1)}@ Menurut saya warga perlu diajak lebih dulu.`,
            }),
          ),
        );
      }),
      every(handsPerSecond, (phone) => {
        phone.raised = !phone.raised;
        act(timed(phone.ask('live.raise-hand', { raised: phone.raised })));
      }),
      every(votesPerSecond, (phone) => {
        const revision = (revisions.get(phone) ?? 0) + 1;
        revisions.set(phone, revision);
        act(
          timed(
            phone.ask('live.vote', {
              pollId: polls[phone.sessionId],
              choice: { options: [turn % 3] },
              revision,
            }),
          ),
        );
      }),
    ];
    await wait(seconds * 1000);
    for (const stop of stops) stop();
    await Promise.all(pending);
    return { ...counts, ackMs };
  },

  /** All links break at once, and everybody comes back at some moment of these seconds. */
  async storm({ seconds, atMost }) {
    for (const phone of phones) phone.drop();
    const began = now();
    const backMs = [];
    const failures = [];
    const states = [];
    await Promise.all(
      phones.map(async (phone) => {
        await wait(Math.random() * seconds * 1000);
        for (let tries = 0; now() - began < atMost * 1000; tries++) {
          try {
            await phone.open();
            const { room, channels } = await phone.join();
            backMs.push(now() - began);
            states.push([
              room.stage.page,
              phone.seen.all,
              channels.all.whole ? -1 : channels.all.missed.length,
            ]);
            return;
          } catch (error) {
            if (failures.length < 3) failures.push(String(error));
            phone.socket.terminate();
            await wait(200 + Math.random() * 800 * (tries + 1));
          }
        }
      }),
    );
    const kinds = new Map();
    for (const state of states) kinds.set(JSON.stringify(state), (kinds.get(JSON.stringify(state)) ?? 0) + 1);
    return { backMs, failures, states: [...kinds] };
  },

  async close() {
    for (const phone of phones) phone.drop();
    phones = [];
    return {};
  },

  /** The same many bare websockets, for the limit: each only counts what it gets. */
  async bare({ url, count }) {
    let got = 0;
    const sockets = [];
    await forEach(
      Array.from({ length: count }),
      64,
      () =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
          socket.on('message', (data) => {
            got += 1;
            const sent = sentAt.exec(data.toString());
            arrived += 1;
            if (sent) latencies.push(now() - Number(sent[1]));
          });
          socket.once('open', resolve);
          socket.once('error', reject);
          sockets.push(socket);
        }),
    );
    phones = sockets.map((socket) => ({ drop: () => socket.terminate(), socket, faults: 0, bytes: 0 }));
    return { open: sockets.length, got };
  },
};

function sum(name) {
  return phones.reduce((all, phone) => all + phone[name], 0);
}
function openOnes() {
  return phones.filter(({ socket }) => socket?.readyState === WebSocket.OPEN).length;
}

process.on('message', async ({ id, task, given }) => {
  try {
    process.send({ id, result: await doing[task](given) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.stack : String(error) });
  }
});
