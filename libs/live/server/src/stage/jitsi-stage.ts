import type { StageEntry } from '@bimtek/live-contracts';
import { Clock, Ids, Settings } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import type { Stage } from './stage.ts';
import type { OnStage, StageGuest, StageProvider } from './stage-provider.ts';

type JitsiStage = Extract<Stage, { provider: 'jitsi' }>;

/** Long enough to come in; who is in stays in. */
const TOKEN_MINUTES = 10;

/**
 * A Jitsi in a frame on the page. With an app id and a secret (prosody's `token` authentication) people get in by a token that names
 * room, person and role; without, by the room's name alone, which therefore cannot be guessed.
 */
@Injectable()
export class JitsiStages implements StageProvider<JitsiStage> {
  readonly provider = 'jitsi';
  readonly #jitsi: Settings['stage']['jitsi'];

  constructor(
    settings: Settings,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {
    this.#jitsi = settings.stage.jitsi;
  }

  get isAvailable(): boolean {
    return this.#jitsi !== undefined;
  }

  newStage(): JitsiStage {
    // Jitsi writes names of rooms in small letters.
    return { provider: 'jitsi', room: `bimtek-${this.ids.code(20, 'abcdefghijkmnpqrstuvwxyz23456789')}` };
  }

  enter({ stage, title }: OnStage<JitsiStage>, guest: StageGuest): Promise<StageEntry> {
    const { url, token } = this.#jitsi ?? {};
    if (!url) throw new Error('No Jitsi is set up');
    const address = new URL(`${url}/${stage.room}`);
    if (token) address.searchParams.set('jwt', this.#token(token, new URL(url).hostname, stage.room, guest));
    // What follows the # never leaves the browser.
    address.hash = Object.entries({
      'config.subject': title,
      'config.startWithVideoMuted': true,
      'config.startWithAudioMuted': !guest.isHost,
      'config.disableDeepLinking': true,
      'userInfo.displayName': guest.name,
    })
      .map(([name, value]) => `${name}=${encodeURIComponent(JSON.stringify(value))}`)
      .join('&');
    return Promise.resolve({ provider: 'jitsi', service: null, embed: address.href, open: address.href });
  }

  end(): Promise<void> {
    // A room of Jitsi ends when the last person leaves.
    return Promise.resolve();
  }

  recordings() {
    return Promise.resolve([]);
  }

  /** A JSON Web Token (RFC 7519, HS256) with the claims that prosody's mod_auth_token reads. */
  #token(
    { appId, secret }: { appId: string; secret: string },
    domain: string,
    room: string,
    { personId, name, isHost }: StageGuest,
  ): string {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    const parts = [
      { alg: 'HS256', typ: 'JWT' },
      {
        aud: 'jitsi',
        iss: appId,
        sub: domain,
        room,
        iat: now,
        nbf: now - 30,
        exp: now + TOKEN_MINUTES * 60,
        moderator: isHost,
        context: {
          user: { id: personId, name, affiliation: isHost ? 'owner' : 'member', moderator: isHost },
        },
      },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signed = parts.join('.');
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }
}
