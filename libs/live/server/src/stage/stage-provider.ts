import type { NewStage, StageEntry } from '@bimtek/live-contracts';
import type { Stage } from './stage.ts';

/** What a service needs to know of a session. */
export interface OnStage<S extends Stage = Stage> {
  sessionId: string;
  title: string;
  /** Where people come back to: the portal's front door, from where each role finds its way. */
  returnUrl: string;
  stage: S;
}

export interface StageGuest {
  personId: string;
  name: string;
  isHost: boolean;
}

export interface Recording {
  url: string;
  minutes: number | null;
  startedAt: Date;
}

/**
 * A service that carries picture and sound. Addresses are made for one person and one moment and are kept nowhere; secrets
 * stand in no answer and no log. What it cannot do it leaves undone: `end` where nothing runs, `recordings` where none are.
 */
export interface StageProvider<S extends Stage = Stage> {
  readonly provider: S['provider'];
  /** Whether it is set up here. */
  readonly isAvailable: boolean;
  /** What is kept of a new stage. */
  newStage(sent: Extract<NewStage, { provider: S['provider'] }>): S;
  /** Throws stageProblem: `stage-not-started` for guests of a stage that only its hosts open, `stage-unreachable`. */
  enter(on: OnStage<S>, guest: StageGuest): Promise<StageEntry>;
  end(on: OnStage<S>): Promise<void>;
  recordings(on: OnStage<S>): Promise<Recording[]>;
}
