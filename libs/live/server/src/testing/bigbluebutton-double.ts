import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const KINDS: Record<number, string> = { 40: 'sha1', 64: 'sha256', 96: 'sha384', 128: 'sha512' };

interface Meeting {
  name: string;
  people: { name: string; role: string; userId: string | null }[];
}

export interface BigBlueButtonDouble {
  url: string;
  meetings: Map<string, Meeting>;
  recordings: { meetingId: string; url: string; minutes: number; startedAt: Date }[];
  /** The calls that were taken, without checksum. */
  calls: string[];
  /** What it does instead of answering. */
  trouble: 'none' | 'silent' | 'page' | 'broken';
  /** Opens an address as a browser would; the name of the meeting it leads into, or why it does not. */
  visit(address: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * A BigBlueButton as far as its API goes: it takes only calls whose checksum is the hash of the call's name, the query as it
 * arrived without the checksum, and the secret; and its answers are written as the real one writes them.
 */
export async function aBigBlueButton(secret: string): Promise<BigBlueButtonDouble> {
  const meetings = new Map<string, Meeting>();
  const double: BigBlueButtonDouble = {
    url: '',
    meetings,
    recordings: [],
    calls: [],
    trouble: 'none',
    visit: async (address) => {
      const response = await fetch(address, { redirect: 'manual' });
      return response.headers.get('location') ?? (await response.text());
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  function handle(request: IncomingMessage, response: ServerResponse): void {
    if (double.trouble === 'silent') return;
    if (double.trouble === 'page') return send(response, '<html><body>502</body></html>');
    if (double.trouble === 'broken') {
      response.writeHead(503).end();
      return;
    }
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const call = /^\/bigbluebutton\/api\/(\w+)$/.exec(path)?.[1] ?? '';
    const parts = query.split('&');
    const rest = parts.filter((part) => !part.startsWith('checksum=')).join('&');
    const checksum = parts.find((part) => part.startsWith('checksum='))?.slice('checksum='.length) ?? '';
    if (!isRight(checksum, `${call}${rest}${secret}`)) return fail(response, 'checksumError');
    double.calls.push(`${call}?${rest}`);
    answer(call, new URLSearchParams(rest), response);
  }

  function answer(call: string, given: URLSearchParams, response: ServerResponse): void {
    const id = given.get('meetingID') ?? '';
    const meeting = meetings.get(id);
    switch (call) {
      case 'create': {
        const name = given.get('name') ?? '';
        if (!id || name.length < 2) return fail(response, 'missingParamMeetingID');
        if (meeting && meeting.name !== name) return fail(response, 'idNotUnique');
        if (!meeting) meetings.set(id, { name, people: [] });
        return succeed(
          response,
          `<meetingID>${id}</meetingID><messageKey>${meeting ? 'duplicateWarning' : ''}</messageKey>`,
        );
      }
      case 'isMeetingRunning':
        return succeed(response, `<running>${(meeting?.people.length ?? 0) > 0}</running>`);
      case 'join': {
        const [name, role] = [given.get('fullName'), given.get('role')];
        if (!meeting) return fail(response, 'invalidMeetingIdentifier');
        if (!name || (role !== 'MODERATOR' && role !== 'VIEWER')) return fail(response, 'missingParam');
        meeting.people.push({ name, role, userId: given.get('userID') });
        response.writeHead(302, { location: `in:${meeting.name}` }).end();
        return;
      }
      case 'end':
        if (!meeting) return fail(response, 'notFound');
        meetings.delete(id);
        return succeed(response, '<messageKey>sentEndMeetingRequest</messageKey>');
      case 'getRecordings':
        return succeed(response, recordingsOf(id));
      default:
        return fail(response, 'unsupportedRequest');
    }
  }

  function recordingsOf(id: string): string {
    const mine = double.recordings.filter(({ meetingId }) => meetingId === id);
    if (mine.length === 0) return '<recordings></recordings><messageKey>noRecordings</messageKey>';
    const written = mine.map(
      ({ url, minutes, startedAt }) => `<recording><recordID>r-${startedAt.getTime()}</recordID>
        <startTime>${startedAt.getTime()}</startTime><playback><format><type>presentation</type>
        <url>${url.replaceAll('&', '&amp;')}</url><length>${minutes}</length></format></playback></recording>`,
    );
    return `<recordings>${written.join('')}</recordings>`;
  }

  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  double.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bigbluebutton/`;
  return double;
}

function isRight(checksum: string, signed: string): boolean {
  const kind = KINDS[checksum.length];
  if (!kind) return false;
  return timingSafeEqual(Buffer.from(createHash(kind).update(signed).digest('hex')), Buffer.from(checksum));
}

function succeed(response: ServerResponse, inner: string): void {
  send(response, `<response><returncode>SUCCESS</returncode>${inner}</response>`);
}

function fail(response: ServerResponse, key: string): void {
  send(
    response,
    `<response><returncode>FAILED</returncode><messageKey>${key}</messageKey><message>No</message></response>`,
  );
}

function send(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/xml;charset=utf-8' }).end(text);
}
