import { type StageEntry, stageProblem } from '@bimtek/live-contracts';
import { Settings } from '@bimtek/platform-server';
import { Injectable, Logger } from '@nestjs/common';
import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { addressOf, type Call } from './bigbluebutton-address.ts';
import type { Stage } from './stage.ts';
import type { OnStage, Recording, StageGuest, StageProvider } from './stage-provider.ts';

type BbbStage = Extract<Stage, { provider: 'bigbluebutton' }>;
type On = OnStage<BbbStage>;

const ANSWER_MS = 8_000;
/** A list of recordings is some KB; more is none of BigBlueButton's answers. */
const ANSWER_BYTES = 2_000_000;

const Text = z.coerce.string();
const Format = z.object({ type: Text.optional(), url: Text.optional(), length: Text.optional() });
const Answer = z.object({
  response: z.object({
    returncode: Text,
    messageKey: Text.optional(),
    running: Text.optional(),
    recordings: z
      .object({
        recording: z.array(
          z.object({
            startTime: Text,
            playback: z
              .object({ format: z.array(Format) })
              .or(z.literal(''))
              .optional(),
          }),
        ),
      })
      .or(z.literal(''))
      .optional(),
  }),
});
type Answered = z.infer<typeof Answer>['response'];

/** A BigBlueButton by its API: meetings are made when somebody who leads them enters, and known by the session's id. */
@Injectable()
export class BigBlueButtonStages implements StageProvider<BbbStage> {
  readonly provider = 'bigbluebutton';
  readonly #log = new Logger('BigBlueButton');
  readonly #server: Settings['stage']['bigBlueButton'];
  readonly #xml = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    isArray: (name) => name === 'recording' || name === 'format',
  });

  constructor(settings: Settings) {
    this.#server = settings.stage.bigBlueButton;
  }

  get isAvailable(): boolean {
    return this.#server !== undefined;
  }

  newStage(): BbbStage {
    return { provider: 'bigbluebutton' };
  }

  /** Made by each host who enters: made again with the same particulars a meeting stays as it is. */
  async enter(on: On, guest: StageGuest): Promise<StageEntry> {
    if (guest.isHost) await this.#create(on);
    else if (!(await this.#isRunning(on))) throw stageProblem('stage-not-started');
    const open = this.#address('join', {
      meetingID: on.sessionId,
      fullName: guest.name,
      userID: guest.personId,
      role: guest.isHost ? 'MODERATOR' : 'VIEWER',
      redirect: 'true',
    });
    return { provider: 'bigbluebutton', service: null, embed: null, open };
  }

  async end({ sessionId }: On): Promise<void> {
    await this.#ask('end', { meetingID: sessionId }, ['notFound']);
  }

  async recordings({ sessionId }: On): Promise<Recording[]> {
    const { recordings } = await this.#ask('getRecordings', { meetingID: sessionId, state: 'published' });
    return (recordings ? recordings.recording : []).flatMap(({ startTime, playback }) =>
      (playback ? playback.format : []).flatMap(({ url, length }) =>
        url && URL.canParse(url)
          ? [{ url, minutes: length ? Number(length) : null, startedAt: new Date(Number(startTime)) }]
          : [],
      ),
    );
  }

  async #create({ sessionId, title, returnUrl }: On): Promise<void> {
    // Passwords are not used: the role stands in the signed address of who enters.
    await this.#ask('create', {
      meetingID: sessionId,
      name: title,
      logoutURL: returnUrl,
      record: 'true',
      autoStartRecording: 'false',
      allowStartStopRecording: 'true',
      muteOnStart: 'true',
    });
  }

  async #isRunning({ sessionId }: On): Promise<boolean> {
    return (await this.#ask('isMeetingRunning', { meetingID: sessionId })).running === 'true';
  }

  #address(call: Call, parameters: Record<string, string>): string {
    if (!this.#server) throw new Error('No BigBlueButton is set up');
    return addressOf(this.#server, call, parameters);
  }

  /** Refuses with `stage-unreachable` whatever goes wrong there; the log says what, without the address. */
  async #ask(call: Call, parameters: Record<string, string>, harmless: string[] = []): Promise<Answered> {
    const address = this.#address(call, parameters);
    let answered: Answered;
    try {
      const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      answered = Answer.parse(this.#xml.parse(await textOf(response))).response;
    } catch (error) {
      const { name, message } = error as Error;
      this.#log.error(`${call}: ${name === 'ZodError' ? 'an answer of another kind' : message}`);
      throw stageProblem('stage-unreachable');
    }
    if (answered.returncode === 'SUCCESS') return answered;
    const key = answered.messageKey ?? 'no reason';
    if (!harmless.includes(key)) {
      this.#log.error(`${call}: ${key}`);
      throw stageProblem('stage-unreachable');
    }
    return answered;
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
