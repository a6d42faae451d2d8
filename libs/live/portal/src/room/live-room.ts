import { computed, DestroyRef, inject, Injectable, signal, untracked } from '@angular/core';
import {
  catchUp,
  type Choice,
  joinRoom,
  leaveRoom,
  type PollId,
  type PollResult,
  react,
  raiseHand,
  type ReactionKind,
  reportLink,
  roomFrame,
  roomMyself,
  roomOut,
  type SessionId,
  voteForQuestion,
  type Question,
} from '@bimtek/live-contracts';
import type { MessageContract, ReplyOf, Sent } from '@bimtek/platform-contracts';
import { type ApiProblem, asProblem, remember, remembered, Session } from '@bimtek/platform-portal';
import { LiveSocket } from './live-socket.ts';
import { Outbox, type ToSend, type Unsent } from './outbox.ts';
import {
  counted,
  type Frame,
  heard,
  joined,
  messagesOf,
  openPollsOf,
  questionsOf,
  type RoomView,
  seenOf,
  toldMyself,
} from './room.rules.ts';

/** Where somebody stands to the room. `back`: there again a moment ago, with what was missed. */
export type RoomPhase =
  | 'connecting'
  | 'inside'
  | 'back'
  | 'reconnecting'
  | 'notYet'
  | 'over'
  | 'cancelled'
  | 'removed'
  | 'forbidden'
  | 'signedOut';

const closedBy: Record<string, RoomPhase> = {
  'not-open-yet': 'notYet',
  'session-over': 'over',
  'session-cancelled': 'cancelled',
  'removed-from-room': 'removed',
  'not-found': 'forbidden',
  'not-allowed': 'forbidden',
};
const BACK_SHOWN_MS = 5_000;
const AT_THE_DOOR_MS = 20_000;
const REPORT_MS = 60_000;
const RECENT_MS = 10_000;
const lowDataKey = 'ruang.hemat';

/** One live room as its pages see it: in a page's own providers, so that it ends with the page. */
@Injectable()
export class LiveRoom {
  readonly #socket = inject(LiveSocket);
  readonly #personId = inject(Session).person()?.id ?? '';
  readonly #view = signal<RoomView | undefined>(undefined);
  readonly #closed = signal<RoomPhase | undefined>(undefined);
  readonly #isJoined = signal(false);
  readonly #isBack = signal(false);
  readonly #clockAhead = signal(0);
  readonly #problem = signal<ApiProblem | undefined>(undefined);
  readonly #outbox = signal<Outbox | undefined>(undefined);
  readonly #history = signal<readonly { at: number; result: PollResult }[]>([]);
  readonly #now = signal(Date.now());
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #sessionId: SessionId | undefined;
  #turn = 0;
  #gaps = Promise.resolve();

  readonly view = this.#view.asReadonly();
  /** Why the last act was refused. */
  readonly problem = this.#problem.asReadonly();
  readonly me = computed(() => this.#view()?.me);
  readonly room = computed(() => this.#view()?.room);
  readonly leads = computed(() => ['host', 'coTrainer'].includes(this.me()?.role ?? ''));
  readonly messages = computed(() => (this.#view() ? messagesOf(this.#view() as RoomView) : []));
  readonly questions = computed(() => (this.#view() ? questionsOf(this.#view() as RoomView) : []));
  readonly openPolls = computed(() => (this.#view() ? openPollsOf(this.#view() as RoomView) : []));
  readonly hands = computed(() =>
    Object.values(this.#view()?.channels ?? {}).flatMap((one) => one?.hands ?? []),
  );
  readonly restricted = computed(() =>
    Object.values(this.#view()?.channels ?? {}).flatMap((one) => one?.restricted ?? []),
  );
  readonly unsent = computed<readonly Unsent[]>(() => this.#outbox()?.items() ?? []);
  readonly unsentProblems = computed(() => this.#outbox()?.problems() ?? {});
  /** By the server's clock; goes on second by second. */
  readonly now = computed(() => this.#now() + this.#clockAhead());
  readonly wasMoved = computed(() => {
    const view = this.#view();
    if (!view) return false;
    const { room, cameInAt } = view;
    return room.session.startsAt !== cameInAt.startsAt || room.session.endsAt !== cameInAt.endsAt;
  });
  /** Sound and slides without pictures that move: chosen by the person, or asked for by those who lead. */
  readonly #lowData = signal<boolean>(remembered(lowDataKey) === 'ya');
  readonly ownLowData = this.#lowData.asReadonly();
  readonly isLowData = computed(() => this.#lowData() || (this.room()?.stage.soundOnly ?? false));

  readonly phase = computed<RoomPhase>(() => {
    const closed = this.#closed();
    if (closed) return closed;
    if (this.#socket.state() === 'out') return 'signedOut';
    if (this.#isJoined() && this.#socket.state() === 'online') return this.#isBack() ? 'back' : 'inside';
    return this.#view() ? 'reconnecting' : 'connecting';
  });
  readonly isOnline = computed(() => this.phase() === 'inside' || this.phase() === 'back');
  readonly outBecause = this.#socket.outBecause;

  constructor() {
    this.#socket.whenOnline(() => void this.#join());
    this.#socket.hear(roomFrame, (frame) => frame.sessionId === this.#sessionId && this.#hear(frame));
    this.#socket.hear(roomMyself, ({ sessionId, ...told }) => {
      if (sessionId === this.#sessionId) this.#view.update((view) => view && toldMyself(view, told));
    });
    this.#socket.hear(roomOut, ({ sessionId, reason }) => {
      if (sessionId !== this.#sessionId) return;
      this.#isJoined.set(false);
      this.#closed.set(reason === 'removed' ? 'removed' : (closedBy[reason] ?? 'over'));
    });
    const seconds = setInterval(() => this.#now.set(Date.now()), 1_000);
    const reports = setInterval(() => void this.#report(), REPORT_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(seconds);
      clearInterval(reports);
      for (const timer of this.#timers) clearTimeout(timer);
      this.#outbox()?.stop();
      if (this.#sessionId && this.#isJoined())
        this.#socket.ask(leaveRoom, { sessionId: this.#sessionId }).catch(() => undefined);
    });
  }

  enter(sessionId: SessionId): void {
    if (this.#sessionId === sessionId) return;
    this.#sessionId = sessionId;
    this.#outbox.set(
      new Outbox(this.#socket, sessionId, this.#personId, (item, reply) => this.#arrived(item, reply)),
    );
    void this.#socket.open();
    if (untracked(this.#socket.state) === 'online') void this.#join();
  }

  /** Asks again at once: after a refusal at the door, or instead of waiting for the next try. */
  retry(): void {
    this.#closed.set(undefined);
    if (this.#socket.state() === 'online') void this.#join();
    else this.#socket.retry();
  }

  send(toSend: ToSend): void {
    this.#outbox()?.add(toSend);
  }

  sendAgain(key: string): void {
    this.#outbox()?.again(key);
  }

  forget(key: string): void {
    this.#outbox()?.forget(key);
  }

  /** What this person has chosen in a poll, whether the server has it already or not. */
  choiceIn(
    pollId: PollId,
  ): { choice: Choice; state: 'saved' | 'sending' | 'waiting' | 'refused'; key?: string } | null {
    const unsent = this.unsent().find((one) => one.kind === 'vote' && one.pollId === pollId);
    if (unsent?.kind === 'vote') return { choice: unsent.choice, state: unsent.state, key: unsent.key };
    const saved = this.me()?.votes.find((one) => one.pollId === pollId);
    return saved ? { choice: saved.choice, state: 'saved' } : null;
  }

  vote(pollId: PollId, choice: Choice): void {
    const unsent = this.unsent().find((one) => one.kind === 'vote' && one.pollId === pollId);
    const last = unsent?.kind === 'vote' ? unsent.revision : 0;
    const saved = this.me()?.votes.find((one) => one.pollId === pollId)?.revision ?? 0;
    this.send({ kind: 'vote', pollId, choice, revision: Math.max(last, saved) + 1 });
  }

  raiseHand(raised: boolean): Promise<ReplyOf<typeof raiseHand> | undefined> {
    return this.act(raiseHand, { raised }, (view, reply) => toldMyself(view, { handRaised: reply.raised }));
  }

  react(kind: ReactionKind): Promise<unknown> {
    return this.act(react, { kind });
  }

  voteForQuestion({ id }: Question, up: boolean): Promise<unknown> {
    return this.act(voteForQuestion, { questionId: id, up }, (view, reply) => ({
      ...counted(view, { questionVotes: { [id]: reply.votes } }),
      me: {
        ...view.me,
        questions: reply.up
          ? [...new Set([...view.me.questions, id])]
          : view.me.questions.filter((one) => one !== id),
      },
    }));
  }

  chooseLowData(chosen: boolean): void {
    this.#lowData.set(chosen);
    remember(lowDataKey, chosen ? 'ya' : null);
    void this.#report();
  }

  /** An act in this room; undefined when it was refused, and then `problem` says why. */
  async act<M extends MessageContract>(
    contract: M,
    given: Omit<Sent<M>, 'sessionId'>,
    then?: (view: RoomView, reply: ReplyOf<M>) => RoomView,
  ): Promise<ReplyOf<M> | undefined> {
    this.#problem.set(undefined);
    try {
      const payload = { ...(given as object), sessionId: this.#sessionId };
      const reply = await this.#socket.ask(contract, payload as Sent<M>);
      if (then) this.#view.update((view) => view && then(view, reply));
      return reply;
    } catch (error) {
      this.#problem.set(asProblem(error));
      return undefined;
    }
  }

  forgetProblem(): void {
    this.#problem.set(undefined);
  }

  /** A result that only those who lead are told, as the server answered it. */
  keepResult(result: PollResult): void {
    this.#view.update((view) => view && this.#count(view, { polls: [result] }));
  }

  /** What was counted ten seconds ago: what came since is new. */
  resultBefore(pollId: string): PollResult | undefined {
    const before = this.now() - RECENT_MS;
    const known = this.#history().filter(({ result }) => result.pollId === pollId);
    return known.findLast(({ at }) => at <= before)?.result ?? known[0]?.result;
  }

  async #join(): Promise<void> {
    const sessionId = this.#sessionId;
    if (!sessionId) return;
    const turn = ++this.#turn;
    try {
      const { now, ...told } = await this.#socket.ask(joinRoom, { sessionId, seen: seenOf(this.#view()) });
      if (turn !== this.#turn) return;
      this.#clockAhead.set(Date.parse(now) - Date.now());
      const wasHere = this.#view() !== undefined;
      this.#view.update((view) => joined(view, told));
      for (const result of told.room.results) this.#keepHistory(result);
      this.#isJoined.set(true);
      this.#closed.set(undefined);
      this.#isBack.set(wasHere);
      if (wasHere) this.#later(BACK_SHOWN_MS, () => this.#isBack.set(false));
      void this.#outbox()?.send();
      void this.#report();
    } catch (error) {
      if (turn !== this.#turn) return;
      const problem = asProblem(error);
      this.#isJoined.set(false);
      const closed = closedBy[problem.code];
      this.#closed.set(closed);
      const wait = Number(problem.extra['retryAfterSeconds'] ?? 0) * 1_000;
      if (closed === 'notYet') this.#later(AT_THE_DOOR_MS * (1 + Math.random()), () => void this.#join());
      else if (!closed && problem.code !== 'offline')
        this.#later((wait || 2_000) * (1 + Math.random()), () => void this.#join());
    }
  }

  #hear(frame: Frame & { sessionId: SessionId }): void {
    const view = this.#view();
    if (!view) return;
    const { view: after, gapAfter } = heard(view, { ...frame, totals: undefined });
    this.#view.set(frame.totals ? this.#count(after, frame.totals) : after);
    if (gapAfter !== null) this.#gaps = this.#gaps.then(() => this.#fill(frame.channel));
  }

  #count(view: RoomView, totals: NonNullable<Frame['totals']>): RoomView {
    for (const result of totals.polls ?? []) this.#keepHistory(result);
    return counted(view, totals);
  }

  #keepHistory(result: PollResult): void {
    const at = untracked(this.now);
    this.#history.update((known) =>
      [...known.filter((one) => at - one.at < 60_000), { at, result }].slice(-200),
    );
  }

  /** Asks for what is missing between two frames, page by page. */
  async #fill(channel: Frame['channel']): Promise<void> {
    for (let page = 0; page < 50; page++) {
      const [view, sessionId] = [this.#view(), this.#sessionId];
      if (!view || !sessionId || !this.#isJoined()) return;
      const after = view.channels[channel]?.seq ?? 0;
      try {
        const { events, more } = await this.#socket.ask(catchUp, { sessionId, channel, after });
        this.#view.update((known) => known && heard(known, { channel, after, events }).view);
        if (!more) return;
      } catch {
        // The line is down again: coming back brings it.
        return;
      }
    }
  }

  #arrived(item: Unsent, reply: unknown): void {
    if (item.kind !== 'vote') return;
    const { choice, revision } = reply as { choice: Choice; revision: number };
    this.#view.update((view) => {
      if (!view) return view;
      const others = view.me.votes.filter(({ pollId }) => pollId !== item.pollId);
      return { ...view, me: { ...view.me, votes: [...others, { pollId: item.pollId, choice, revision }] } };
    });
  }

  async #report(): Promise<void> {
    const sessionId = this.#sessionId;
    if (!sessionId || !this.isOnline()) return;
    const mode = this.isLowData() ? 'soundAndSlides' : 'all';
    const from = performance.now();
    const roundTripMs = Math.min(120_000, Math.round(this.#roundTripMs));
    await this.#socket.ask(reportLink, { sessionId, roundTripMs, mode }).then(
      () => (this.#roundTripMs = performance.now() - from),
      () => undefined,
    );
  }
  #roundTripMs = 0;

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }
}
