import {
  type NewStage,
  refusesEntry,
  type SessionId,
  sessionProblem,
  type StageEntry,
  type StageProvider as StageName,
  stageProblem,
} from '@bimtek/live-contracts';
import { Settings } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { BigBlueButtonStages } from './bigbluebutton-stage.ts';
import { HallStages } from './hall-stage.ts';
import { JitsiStages } from './jitsi-stage.ts';
import { LinkStages } from './link-stage.ts';
import type { OnStage, Recording, StageGuest, StageProvider } from './stage-provider.ts';
import type { Stage } from './stage.ts';

export interface StagedSession {
  id: SessionId;
  title: string;
  stage: Stage;
  state: 'planned' | 'cancelled' | 'closed';
  startsAt: Date;
  endsAt: Date;
}

/** The stages of sessions, whichever service carries them. */
@Injectable()
export class Stages {
  readonly #providers: ReadonlyMap<StageName, StageProvider>;

  constructor(
    private readonly settings: Settings,
    links: LinkStages,
    halls: HallStages,
    jitsi: JitsiStages,
    bigBlueButton: BigBlueButtonStages,
  ) {
    const providers = [links, jitsi, bigBlueButton, halls] as unknown as StageProvider[];
    this.#providers = new Map(providers.map((provider) => [provider.provider, provider]));
  }

  get available(): StageName[] {
    return [...this.#providers.values()].flatMap(({ provider, isAvailable }) =>
      isAvailable ? [provider] : [],
    );
  }

  newStage(sent: NewStage): Stage {
    const provider = this.#providers.get(sent.provider);
    if (!provider?.isAvailable) throw sessionProblem('stage-not-available');
    return provider.newStage(sent as never);
  }

  /** An address for this person, while the doors are open. */
  async enter(session: StagedSession, guest: StageGuest, now: Date): Promise<StageEntry> {
    const refusal = refusesEntry(session, guest.isHost, now);
    if (refusal) throw stageProblem(refusal);
    return this.#of(session).enter(this.#onStage(session), guest);
  }

  async end(session: StagedSession): Promise<void> {
    await this.#of(session).end(this.#onStage(session));
  }

  async recordings(session: StagedSession): Promise<Recording[]> {
    return this.#of(session).recordings(this.#onStage(session));
  }

  /** A service that was set up when the session was planned may be gone since. */
  #of({ stage }: StagedSession): StageProvider {
    const provider = this.#providers.get(stage.provider);
    if (!provider?.isAvailable) throw stageProblem('stage-not-available');
    return provider;
  }

  #onStage({ id, title, stage }: StagedSession): OnStage {
    return { sessionId: id, title, stage, returnUrl: `${this.settings.publicUrl}/` };
  }
}
