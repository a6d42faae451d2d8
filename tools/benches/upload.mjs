/**
 * 400 photos sent at once over slow lines that break: pieces of 128 KB by tus, each line cut in the middle of a piece
 * several times, after which the phone asks how much has arrived and goes on from there. Then every file is attached.
 *
 * Effect: each file must be stored with the sum of what its phone sent, on the disk as in the table, and no line may have
 * been asked for bytes that had arrived. The api must stay below 400 MB (`allowedRssMb`) all the while.
 *
 * The limit is a bare receiver over the same lines without cuts: it appends the same pieces to files, brings them to the
 * disk as often, and sums them, without protocol, sessions, database and looking at what they are.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import pg from 'pg';
import { cpuMs } from '../cpu.mjs';
import { fillTrainers } from './data/marking.mjs';
import { fillSeason, trainees } from './data/season.mjs';

const UPLOADS = 400;
const ALLOWED_RSS_MB = 400;
const PIECE_BYTES = 128 * 1024;
const TICK_MS = 250;
const tus = { 'tus-resumable': '1.0.0' };

export default async function upload({ quick, say, run, startApi, meter, postgres, folder, percentile }) {
  const bytesEach = quick ? 200_000 : 2_000_000;
  const bytesPerSecond = quick ? 25_000 : 40_000;
  const cutsEach = quick ? 2 : 5;

  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  // When the bench ends early, it ends the database under this too; the reason is the other one.
  db.on('error', () => undefined);
  await db.connect();
  await fillSeason(db, UPLOADS);
  await fillTrainers(db);
  const people = (await trainees(db)).slice(0, UPLOADS);
  const api = await startApi();
  // A session that is known, as of somebody who has opened the page.
  for (const { token } of people) await ask(api.url, undefined, token, 'GET', '/api/my/assignments');
  say(
    `${people.length} phones send ${bytesEach} bytes each, at ${bytesPerSecond} bytes a second, cut ${cutsEach} times.`,
  );

  const content = noise(bytesEach);
  const sent = await meter(() =>
    Promise.all(
      people.map((person, place) => {
        const phone = new Phone(api.url, person.token, new Photo(content, place), bytesPerSecond);
        return phone.send(cutsAt(place, cutsEach, bytesEach)).catch((error) => ({ failure: String(error) }));
      }),
    ),
  );
  const arrived = sent.result.filter(({ failure }) => !failure);
  for (const { failure } of sent.result.filter(({ failure }) => failure).slice(0, 5)) say(failure);
  const verified = await storedAsSent(db, folder, arrived);
  const cuts = sum(arrived.map(({ cuts: many }) => many));
  const resent = sum(arrived.map(({ bytesSent }) => bytesSent)) / (arrived.length * bytesEach || 1);
  await db.end();
  await api.stop();
  say(
    `${verified} of ${people.length} arrived whole through ${cuts} cuts; the api took ${sent.peakRssMb} MB.`,
  );

  const bare = await bareReceiver(people.length, content, bytesPerSecond, folder);
  return {
    ops: people.length,
    seconds: sent.seconds,
    errors: people.length - verified + (sent.peakRssMb >= ALLOWED_RSS_MB ? 1 : 0),
    verified,
    cpu: sent.cpu,
    latenciesMs: arrived.map(({ attachMs }) => attachMs),
    limit: { name: 'the same bytes written to files by a bare receiver', cpuMsPerOp: bare },
    peakRssMb: sent.peakRssMb,
    allowedRssMb: ALLOWED_RSS_MB,
    bytesEach,
    bytesPerSecond,
    cuts,
    sentToSize: Number(resent.toPrecision(4)),
    uploadP95Seconds: Math.round(percentile(arrived.map(({ seconds }) => seconds), 0.95)), // prettier-ignore
  };
}

const sum = (values) => values.reduce((all, one) => all + one, 0);

const HEAD_BYTES = 64;

/** So many bytes that nothing makes smaller, for all photos: 400 of 2 MB need not be held at once. */
function noise(length) {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at + 4 <= length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt32LE((state ^ (state >>> 13)) >>> 0, at);
  }
  return bytes;
}

/** A photo by its first bytes, another for each number by the next, noise from there on. */
class Photo {
  constructor(noise, number) {
    const head = Buffer.from(noise.subarray(0, HEAD_BYTES));
    head.set(Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'));
    head.writeUInt32LE(number, HEAD_BYTES - 4);
    Object.assign(this, { head, noise, length: noise.length });
  }

  part(from, to) {
    if (from >= HEAD_BYTES) return this.noise.subarray(from, to);
    return Buffer.concat([
      this.head.subarray(from, to),
      this.noise.subarray(HEAD_BYTES, Math.max(HEAD_BYTES, to)),
    ]);
  }

  sha256() {
    return createHash('sha256').update(this.head).update(this.noise.subarray(HEAD_BYTES)).digest('hex');
  }
}

/** Where the line of a phone breaks, spread over its file and never between two pieces. */
function cutsAt(place, cuts, length) {
  return Array.from({ length: cuts }, (_, n) => Math.floor(((n + 0.3 + (place % 10) / 20) / cuts) * length));
}

class Phone {
  constructor(url, token, photo, bytesPerSecond) {
    Object.assign(this, { url, token, photo, bytesPerSecond, bytesSent: 0, agent: aLine() });
  }

  async send(cuts) {
    const began = performance.now();
    const { length } = this.photo;
    const sha256 = this.photo.sha256();
    const base64 = (text) => Buffer.from(text).toString('base64');
    const metadata = `assignmentCode ${base64('T1')},name ${base64('foto.jpg')}`;
    const created = await this.#ask('POST', '/api/uploads', {
      headers: { ...tus, 'upload-length': length, 'upload-metadata': metadata },
    });
    if (created.status !== 201) throw new Error(`begin: ${created.status} ${created.body}`);
    const address = created.headers.location;
    let offset = 0;
    let broken = 0;
    while (offset < length) {
      const cut = cuts[broken] ?? length + 1;
      const end = Math.min(length, offset + PIECE_BYTES);
      if (cut <= offset) {
        broken++;
      } else if (cut < end) {
        await this.#piece(address, offset, end, cut).catch(() => undefined);
        broken++;
        this.agent = aLine();
        const asked = await this.#ask('HEAD', address, { headers: tus });
        const arrived = Number(asked.headers['upload-offset']);
        if (asked.status !== 200 || !(arrived >= offset))
          throw new Error(`HEAD ${asked.status}: ${arrived} < ${offset}`);
        offset = arrived;
      } else {
        const { status, headers, body } = await this.#piece(address, offset, end);
        if (status !== 204) throw new Error(`PATCH ${status} ${body}`);
        offset = Number(headers['upload-offset']);
      }
    }
    const uploadId = address.split('/').at(-1);
    const asked = performance.now();
    const attached = await this.#ask('POST', '/api/my/assignments/T1/files', {
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ uploadId })),
    });
    const file = attached.status === 200 ? JSON.parse(attached.body) : null;
    if (file?.sha256 !== sha256) throw new Error(`attach: ${attached.status} ${attached.body.slice(0, 200)}`);
    this.agent.destroy();
    return {
      fileId: file.id,
      sha256,
      cuts: broken,
      bytesSent: this.bytesSent,
      attachMs: performance.now() - asked,
      seconds: (performance.now() - began) / 1000,
    };
  }

  #ask(method, address, asked) {
    return ask(this.url, this.agent, this.token, method, address, asked);
  }

  #piece(address, from, to, cut) {
    return slowly(this.url, this.agent, address, {
      token: this.token,
      headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': from },
      bytes: this.photo.part(from, to),
      cutAfter: cut === undefined ? undefined : cut - from,
      bytesPerSecond: this.bytesPerSecond,
      count: (many) => (this.bytesSent += many),
    });
  }
}

const aLine = () => new http.Agent({ keepAlive: true, maxSockets: 1 });

/** Sends a body at the pace of a slow line; breaks it after so many bytes when asked to. */
function slowly(url, agent, address, { token, headers, bytes, cutAfter, bytesPerSecond, count }) {
  return new Promise((resolve, reject) => {
    const all = {
      ...headers,
      'content-length': bytes.length,
      ...(token ? { cookie: `bimtek_session=${token}` } : {}),
    };
    const request = http.request(`${url}${address}`, { agent, method: 'PATCH', headers: all }, (answer) => {
      clearInterval(timer);
      collect(answer).then(resolve, reject);
    });
    const end = cutAfter ?? bytes.length;
    let at = 0;
    const tick = () => {
      const next = Math.min(end, at + Math.ceil((bytesPerSecond * TICK_MS) / 1000));
      if (next > at) request.write(bytes.subarray(at, next));
      count(next - at);
      at = next;
      if (at < end) return;
      clearInterval(timer);
      if (cutAfter === undefined) request.end();
      else setTimeout(() => request.destroy(new Error('cut')), TICK_MS);
    };
    const timer = setInterval(tick, TICK_MS);
    request.once('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
    tick();
  });
}

function ask(url, agent, token, method, address, { headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const all = { cookie: `bimtek_session=${token}`, 'content-length': body?.length ?? 0, ...headers };
    const request = http.request(`${url}${address}`, { agent, method, headers: all }, (answer) => {
      collect(answer).then(resolve, reject);
    });
    request.once('error', reject);
    request.end(body);
  });
}

function collect(answer) {
  return new Promise((resolve, reject) => {
    let body = '';
    answer.setEncoding('utf8');
    answer.on('data', (part) => (body += part));
    answer.once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    answer.once('error', reject);
  });
}

/** Files whose row and whose bytes on the disk have the sum of what was sent. */
async function storedAsSent(db, folder, arrived) {
  const { rows } = await db.query(
    `SELECT f.id, o.storage_key AS key, o.sha256 FROM assignments_file f JOIN platform_file o ON o.id = f.original_id`,
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  return arrived.filter(({ fileId, sha256 }) => {
    const row = stored.get(fileId);
    if (row?.sha256 !== sha256) return false;
    const bytes = fs.readFileSync(path.join(folder, 'files', row.key));
    return createHash('sha256').update(bytes).digest('hex') === sha256;
  }).length;
}

/** CPU of a process that does nothing but receive, for each upload. */
async function bareReceiver(uploads, content, bytesPerSecond, folder) {
  const script = `
    import { createHash } from 'node:crypto';
    import { createReadStream } from 'node:fs';
    import { open } from 'node:fs/promises';
    import http from 'node:http';
    import { pipeline } from 'node:stream/promises';
    const server = http.createServer(async (request, response) => {
      const file = await open(process.argv[1] + request.url.replaceAll('/', '-'), 'a');
      for await (const bytes of request) await file.write(bytes);
      await file.datasync();
      const { size } = await file.stat();
      await file.close();
      if (size === Number(process.argv[2])) {
        const hash = createHash('sha256');
        await pipeline(createReadStream(process.argv[1] + request.url.replaceAll('/', '-')), hash);
        hash.digest();
      }
      response.writeHead(204).end();
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  const target = path.join(folder, 'bare');
  const args = ['--input-type=module', '--eval', script, target, String(content.length)];
  const receiver = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const port = await new Promise((resolve) =>
      receiver.stdout.once('data', (text) => resolve(Number(text))),
    );
    const url = `http://127.0.0.1:${port}`;
    const before = cpuMs(receiver.pid);
    await Promise.all(
      Array.from({ length: uploads }, async (_, place) => {
        const agent = aLine();
        for (let from = 0; from < content.length; from += PIECE_BYTES) {
          await slowly(url, agent, `/${place}`, {
            headers: {},
            bytes: content.subarray(from, from + PIECE_BYTES),
            bytesPerSecond,
            count: () => undefined,
          });
        }
        agent.destroy();
      }),
    );
    return (cpuMs(receiver.pid) - before) / uploads;
  } finally {
    receiver.kill();
  }
}
