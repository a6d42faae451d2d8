/** Minutes by which a zone is ahead of UTC at a moment. */
function offsetOf(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'));
  return Math.round((local - at) / 60_000);
}

/** What `<input type="datetime-local">` shows for a moment in a zone. */
export function toLocalInput(at: string | null, zone: string): string {
  if (!at) return '';
  const moment = Date.parse(at);
  return new Date(moment + offsetOf(zone, moment) * 60_000).toISOString().slice(0, 16);
}

/** The moment that `<input type="datetime-local">` means in a zone; null when it is empty. */
export function fromLocalInput(value: string, zone: string): string | null {
  if (!value) return null;
  const local = Date.parse(`${value}:00Z`);
  return new Date(local - offsetOf(zone, local) * 60_000).toISOString();
}
