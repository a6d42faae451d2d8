/**
 * Certificates rendered and stored by one worker: 8,000 issued certificates with snapshots as real ones have them, each
 * with its row in the outbox, from the relay to the file on disk, its row, and the closed promise. The limit is the bare
 * rendering of the same snapshots in a process that stores nothing.
 */
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export default async function renderCertificates({
  quick,
  root,
  folder,
  say,
  run,
  startWorker,
  meter,
  postgres,
}) {
  const count = quick ? 400 : 8_000;
  await run('migrate');
  const db = new pg.Client({ connectionString: postgres.url });
  await db.connect();
  const snapshots = Array.from({ length: count }, (_, place) => snapshotOf(place + 1));

  const worker = await startWorker({ PUBLIC_URL: 'https://ruang.example' });
  // The first renderings of a process start the compiler and read the fonts; a worker does that once in its life.
  const first = Array.from({ length: 20 }, (_, place) => snapshotOf(count + place + 1));
  await promise(db, await issue(db, first));
  await untilDone(db, 20);
  say('The worker has started and rendered 20 certificates; it is warm.');

  const ids = await issue(db, snapshots);
  await db.query('VACUUM ANALYZE certification_certificate');
  const measured = await meter(async () => {
    await promise(db, ids);
    await untilDone(db, count + 20);
  }, [worker]);
  const rows = await published(db, snapshots);
  const files = storedFiles(path.join(folder, 'files'));
  say(`${rows.length} certificates have their file row; ${files.size} files are on disk.`);
  const sample = rows.filter((_, place) => place % Math.max(1, Math.floor(count / 400)) === 0);
  const wrong = sample.filter((row) => hashOf(files.get(row.name)) !== row.sha256).length;
  say(`${sample.length} of them were read and hashed: ${wrong} differ.`);
  await worker.stop();
  await db.end();

  const bare = await bareRendering(root, snapshots.slice(0, quick ? 200 : 1_000));
  say(`Rendering alone: ${bare.toPrecision(4)} ms each.`);
  const sizes = rows.map((row) => row.sizeBytes);
  const isStored = rows.filter((row) => files.has(row.name)).length;
  return {
    ops: count,
    seconds: measured.seconds,
    errors: count - isStored + wrong,
    verified: isStored,
    cpu: measured.cpu,
    limit: { name: 'rendering the same snapshots, nothing stored', cpuMsPerOp: bare },
    peakRssMb: measured.peakRssMb,
    meanKb: round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 1000),
    largestKb: round(Math.max(...sizes) / 1000),
    hashed: sample.length,
  };
}

/** Certificates as issuing leaves them. Gives their ids. */
async function issue(db, snapshots) {
  const rows = snapshots.map((snapshot) => ({ id: randomUUID(), snapshot }));
  for (let from = 0; from < rows.length; from += 1_000) {
    await db.query(
      `INSERT INTO certification_certificate (id, enrollment_id, person_id, class_group_id, regency_code, province_code,
         version, series, serial, number, verification_code, validity, snapshot, issued_at)
       SELECT (r->>'id')::uuid, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '33.73', '33', 1,
         '2026/SPP-TIK/PPUK', split_part(r->'snapshot'->>'number', '/', 1)::int, r->'snapshot'->>'number',
         r->'snapshot'->>'verificationCode', 'valid', r->'snapshot', now()
       FROM jsonb_array_elements($1::jsonb) r`,
      [JSON.stringify(rows.slice(from, from + 1_000))],
    );
  }
  return rows.map(({ id }) => id);
}

/** The promises of their files. */
async function promise(db, ids) {
  await db.query(
    `INSERT INTO platform_outbox (id, name, queue, payload, created_at)
     SELECT gen_random_uuid(), 'certification.render-certificate', 'heavy', jsonb_build_object('certificateId', id),
       clock_timestamp()
     FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
}

async function untilDone(db, count) {
  for (;;) {
    const { rows } = await db.query(
      `SELECT count(*)::int AS n FROM platform_outbox
       WHERE name = 'certification.render-certificate' AND handled_at IS NOT NULL`,
    );
    if (rows[0].n >= count) return;
    await wait(500);
  }
}

async function published(db, snapshots) {
  const { rows } = await db.query(
    `SELECT c.number, f.storage_key AS name, f.sha256, f.size_bytes AS "sizeBytes"
     FROM certification_certificate c JOIN platform_file f ON f.id = c.file_id AND f.sha256 = c.pdf_sha256`,
  );
  const numbers = new Set(snapshots.map(({ number }) => number));
  return rows.filter(({ number }) => numbers.has(number));
}

/** Whole files by their key below the folder. */
function storedFiles(folder) {
  const names = fs.readdirSync(folder, { recursive: true }).filter((name) => !name.endsWith('.part'));
  return new Map(names.map((name) => [name, path.join(folder, name)]));
}

function hashOf(file) {
  return file && createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

/** CPU in ms for one, in this process. */
async function bareRendering(root, snapshots) {
  const file = path.join(root, 'libs/certification/server/dist/rendering/certificate-pdf.js');
  const { CertificateRenderer } = await import(pathToFileURL(file).href);
  const renderer = new CertificateRenderer();
  for (const snapshot of snapshots.slice(0, 20)) renderer.render(snapshot);
  const before = process.cpuUsage();
  for (const snapshot of snapshots) {
    renderer.render(snapshot);
    await turn();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / snapshots.length;
}

function snapshotOf(number) {
  const verificationCode = codeOf(number);
  const subjects = [
    ['Pembukaan dan orientasi belajar daring', 'Penunjang', 2, 0],
    ['Kebijakan dan konsep perpustakaan berbasis inklusi sosial', 'Materi dasar', 2, 1],
    ['Strategi peningkatan layanan informasi', 'Materi inti', 2, 2],
    ['Pelibatan masyarakat', 'Materi inti', 2, 2],
    ['Advokasi dan kemitraan', 'Materi inti', 2, 2],
    ['Pemanfaatan teknologi informasi dan komunikasi', 'Materi inti', 2, 2],
    ['Pemantauan, evaluasi, dan cerita perubahan', 'Materi inti', 2, 2],
    ['Penyusunan rencana kegiatan', 'Penerapan', 2, 3],
    ['Evaluasi dan rencana tindak lanjut', 'Penunjang', 2, 0],
  ].map(([title, group, live, selfStudy]) => ({ title, group, live, selfStudy }));
  return {
    number: `${String(number).padStart(5, '0')}/SPP-TIK/PPUK/VII/2026`,
    verificationCode,
    checkUrl: `https://ruang.example/s/${verificationCode}`,
    holderName: `${NAMES[number % NAMES.length]} ${NAMES[(number * 7 + 3) % NAMES.length]}, S.Pd.`,
    position: 'Pengelola',
    libraryName: `Perpustakaan Desa ${NAMES[(number * 3) % NAMES.length]} ${number}`,
    village: `Desa Sumber ${NAMES[(number * 5) % NAMES.length]}`,
    district: 'Kecamatan Tirta Kencana',
    regency: 'Kabupaten Bumi Asri',
    province: 'Provinsi Nusa Lestari',
    ...(number % 3 === 0
      ? { civilServantId: `19850217201001${String(number % 10_000).padStart(4, '0')}` }
      : {}),
    role: 'trainee',
    grade: 'Memuaskan',
    trainingName: 'Bimbingan Teknis Strategi Pengembangan Perpustakaan dan Teknologi Informasi Komunikasi',
    programName: 'Transformasi Perpustakaan Berbasis Inklusi Sosial',
    year: 2026,
    mode: 'online',
    startDate: '2026-07-06',
    endDate: '2026-07-10',
    lessonHours: subjects.reduce((sum, { live, selfStudy }) => sum + live + selfStudy, 0),
    issuedPlace: 'Jakarta',
    issuedOn: '2026-07-22',
    signatory: {
      title: 'Kepala Pusat Pengembangan Perpustakaan Umum dan Khusus',
      name: 'Drs. Harjanto Wiguna, M.Hum.',
      civilServantId: '196805121994031002',
    },
    organizerChair: { name: 'Lestari Puspaningrum, S.Sos.', civilServantId: '197911032005012001' },
    className: `Kelas Jateng ${Math.ceil(number / 40)}`,
    subjects,
    attendancePercent: 80 + (number % 20),
    finalScore: 80 + (number % 999) / 100,
    grades: [
      { from: 90, to: 100, label: 'Sangat Memuaskan' },
      { from: 80, to: 89.99, label: 'Memuaskan' },
      { from: 70, to: 79.99, label: 'Baik' },
    ],
    signature: 'awaiting',
  };
}

const NAMES =
  'Rahayu Sulastri Wibowo Maemunah Fauzi Krey Bambang Ngatini Anggraini Hasnah Ridwan Yulianus Wulandari Suparno'.split(
    ' ',
  );

function codeOf(number) {
  const bytes = createHash('sha256').update(String(number)).digest();
  return Array.from(bytes.subarray(0, 12), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

function round(value) {
  return Number(value.toPrecision(4));
}
