/** What processes cost, by the operating system's own count (Linux: /proc). */
import fs from 'node:fs';

/** Ticks a second of the counters in /proc/<pid>/stat; Linux tells programs 100 on every machine. */
const ticksPerSecond = 100;

/** User and system time in ms of these processes and everything they started, ended children included. */
export function cpuMs(...pids) {
  const stats = allStats();
  let ticks = 0;
  for (const pid of withDescendants(pids, stats)) ticks += stats.get(pid)?.ticks ?? 0;
  return (ticks * 1000) / ticksPerSecond;
}

/** The highest memory each of these processes has held, summed over their trees, in MB. */
export function peakRssMb(...pids) {
  let kb = 0;
  for (const pid of withDescendants(pids, allStats())) {
    kb += Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
  }
  return Math.round(kb / 1024);
}

function withDescendants(pids, stats) {
  const found = new Set(pids);
  // A set visits what is added while it is walked.
  for (const pid of found) for (const [child, { parent }] of stats) if (parent === pid) found.add(child);
  return found;
}

/** Own time plus that of children already ended, by process. */
function allStats() {
  const stats = new Map();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = read(`/proc/${name}/stat`);
    // The name in parentheses may hold spaces; the fields after it do not.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (fields.length < 16) continue;
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
    stats.set(Number(name), { parent: Number(fields[1]), ticks: utime + stime + cutime + cstime });
  }
  return stats;
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
