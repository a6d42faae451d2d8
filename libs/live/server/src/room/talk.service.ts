import {
  type ask,
  type Channel,
  type ChatMessage,
  type MessageId,
  type moveHands,
  type Question,
  type QuestionId,
  type QuestionState,
  type RaisedHand,
  type raiseHand,
  roomProblem,
  type say,
  type voteForQuestion,
} from '@bimtek/live-contracts';
import { commonProblem, type Payload, type ReplyOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type NewEvent, RoomLog } from './room-log.ts';
import { type Member, Rooms } from './rooms.service.ts';
import { leads } from './room.rules.ts';
import { iso } from './room-state.queries.ts';

const QUESTION = `q.id, q.class_group_id AS "classGroupId", q.person_id AS "personId", q.name, q.place, q.role, q.text,
  q.state, q.votes, ${iso('q.at')} AS at`;

/** What people say in a room: chat, questions, raised hands. */
@Injectable()
export class Talk {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly log: RoomLog,
    private readonly rooms: Rooms,
    private readonly audit: AuditLog,
  ) {}

  /** Says something to one's class; in a session for a whole run those who lead choose one. */
  async say(member: Member, sent: Payload<typeof say>): Promise<ChatMessage> {
    const { sessionId, me, role, place } = member;
    const channel = classChannel(member, sent.classGroupId);
    const message: ChatMessage = {
      ...{ id: sent.key, at: this.clock.now().toISOString(), text: sent.text },
      ...{ personId: me.userId, name: me.displayName, place, role },
    };
    const said = await this.log.say({ sessionId, channel, personId: me.userId, leads: leads(role), message });
    if (said.isNew) this.rooms.tell([said.written]);
    const { event } = said.written;
    return event.kind === 'said' ? event.message : message;
  }

  /** Hides a message from everybody, also from those who come later; the text stays for the record. */
  async hide(member: Member, messageId: MessageId): Promise<void> {
    const { sessionId, me } = member;
    const events = await this.db.transaction(async (tx) => {
      const [rows]: [{ channel: Channel; person_id: string }[], number] = await tx.query(
        `UPDATE live_event SET hidden_text = payload->'message'->>'text',
           payload = jsonb_set(payload, '{message,text}', 'null')
         WHERE session_id = $1 AND key = $2 AND kind = 'said' AND hidden_text IS NULL RETURNING channel, person_id`,
        [sessionId, messageId],
      );
      const [row] = rows;
      if (!row) return [];
      await this.audit.record(tx, me, {
        action: 'live.message-hidden',
        subject: { type: 'live-session', id: sessionId },
        after: { messageId, personId: row.person_id },
      });
      return this.log.append(tx, sessionId, [
        { channel: row.channel, event: { kind: 'hid', messageId }, personId: me.userId },
      ]);
    });
    this.rooms.tell(events);
  }

  /** Asks something; the same key again gives the question that is there. */
  async ask(member: Member, { sessionId, key, text }: Payload<typeof ask>): Promise<ReplyOf<typeof ask>> {
    const { me, role, place } = member;
    const classGroupId = member.classGroupId ?? member.sessionClassId;
    const asked = await this.db.transaction(async (tx) => {
      const [rows]: [unknown[], number] = await insert(
        tx,
        `INSERT INTO live_question (id, session_id, class_group_id, person_id, name, place, role, text, state, at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, 'open', $9 FROM live_room r
         WHERE r.session_id = $2 AND (r.questions_open OR $10) AND ($10 OR NOT EXISTS (
           SELECT 1 FROM live_restriction x WHERE x.session_id = $2 AND x.person_id = $4 AND (x.muted OR x.removed)))
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [
          key,
          sessionId,
          classGroupId,
          me.userId,
          me.displayName,
          place,
          role,
          text,
          this.clock.now(),
          leads(role),
        ],
      );
      const question = await readQuestion(tx, sessionId, key);
      if (!question) throw await this.#whyNotAsked(tx, member, key);
      if (question.personId !== me.userId) throw roomProblem('id-taken');
      const events =
        rows.length === 0 ? [] : await this.log.append(tx, sessionId, questionEvents(member, question));
      return { question, events };
    });
    this.rooms.tell(asked.events);
    return asked.question;
  }

  /** One vote of each person for a question; given or taken back twice it counts once. */
  async voteForQuestion(
    member: Member,
    { sessionId, questionId, up }: Payload<typeof voteForQuestion>,
  ): Promise<ReplyOf<typeof voteForQuestion>> {
    const votes = await this.db.transaction(async (tx) => {
      const question = await readQuestion(tx, sessionId, questionId, 'FOR UPDATE');
      const isHeard =
        question &&
        (question.state === 'promoted' ||
          question.classGroupId === null ||
          member.channels.includes(`class:${question.classGroupId}`));
      if (!isHeard || question.state === 'hidden') throw commonProblem('not-found');
      const [rows]: [unknown[], number] = await insert(
        tx,
        up
          ? `INSERT INTO live_question_vote (question_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`
          : `DELETE FROM live_question_vote WHERE question_id = $1 AND person_id = $2 RETURNING 1`,
        [questionId, member.me.userId],
      );
      if (rows.length === 0) return { votes: question.votes, isNew: false };
      const counted = question.votes + (up ? 1 : -1);
      await tx.query(`UPDATE live_question SET votes = $2 WHERE id = $1`, [questionId, counted]);
      return { votes: counted, isNew: true };
    });
    if (votes.isNew) this.rooms.tellTotals(sessionId, { questionVotes: { [questionId]: votes.votes } });
    return { up, votes: votes.votes };
  }

  /** Promotes, answers, hides or opens a question again. */
  async setQuestion(member: Member, questionId: QuestionId, state: QuestionState): Promise<Question> {
    const { sessionId, me } = member;
    const set = await this.db.transaction(async (tx) => {
      const before = await readQuestion(tx, sessionId, questionId, 'FOR UPDATE');
      if (!before) throw commonProblem('not-found');
      if (before.state === state) return { question: before, events: [] };
      await tx.query(`UPDATE live_question SET state = $2 WHERE id = $1`, [questionId, state]);
      const question = { ...before, state };
      const events = questionEvents(member, question);
      // What is, or was, on everybody's screen; a hall does not need to know who of 8,000 it was.
      if (state === 'promoted' || before.state === 'promoted')
        events.push({ channel: 'all', event: { kind: 'question', question: withoutName(question) } });
      if (state === 'hidden') {
        await this.audit.record(tx, me, {
          action: 'live.question-hidden',
          subject: { type: 'live-session', id: sessionId },
          after: { questionId, personId: question.personId },
        });
      }
      return { question, events: await this.log.append(tx, sessionId, events) };
    });
    this.rooms.tell(set.events);
    return set.question;
  }

  async raiseHand(member: Member, raised: boolean): Promise<ReplyOf<typeof raiseHand>> {
    const { sessionId, me, place } = member;
    const { userId: personId, displayName: name } = me;
    const events = await this.db.transaction(async (tx) => {
      const at = this.clock.now();
      const [rows]: [unknown[], number] = await insert(
        tx,
        raised
          ? `INSERT INTO live_hand (session_id, person_id, name, place, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING RETURNING 1`
          : `DELETE FROM live_hand WHERE session_id = $1 AND person_id = $2 RETURNING 1`,
        raised ? [sessionId, personId, name, place, at] : [sessionId, personId],
      );
      if (rows.length === 0) return [];
      const hand = raised ? { personId, name, place, at: at.toISOString(), called: false } : null;
      return this.log.append(tx, sessionId, [
        { channel: 'staff', event: { kind: 'hand', personId, hand }, personId },
      ]);
    });
    this.rooms.tell(events);
    const hands = await this.#hands(member);
    if (events.length > 0) {
      this.rooms.tellTotals(sessionId, { hands: hands.length });
      this.rooms.tellPerson({ sessionId, personId, handRaised: raised });
    }
    const index = hands.findIndex((hand) => hand.personId === personId);
    return { raised: index >= 0, place: index >= 0 ? index + 1 : null };
  }

  async moveHands(member: Member, sent: Payload<typeof moveHands>): Promise<{ hands: RaisedHand[] }> {
    const { sessionId } = member;
    const personId = sent.act === 'lowerAll' ? null : sent.personId;
    const { events, moved } = await this.db.transaction(async (tx) => {
      const [rows]: [{ person_id: string; name: string; place: string | null; at: Date }[], number] =
        await insert(
          tx,
          sent.act === 'call'
            ? `UPDATE live_hand SET called = true WHERE session_id = $1 AND person_id = $2 AND NOT called RETURNING *`
            : `DELETE FROM live_hand WHERE session_id = $1 AND ($2::uuid IS NULL OR person_id = $2) RETURNING *`,
          [sessionId, personId],
        );
      const news = rows.map(({ person_id: ofPerson, name, place, at }): NewEvent => {
        const hand = { personId: ofPerson, name, place, at: at.toISOString(), called: true };
        return {
          channel: 'staff',
          event: { kind: 'hand', personId: ofPerson, hand: sent.act === 'call' ? hand : null },
        };
      });
      return { events: await this.log.append(tx, sessionId, news), moved: rows };
    });
    this.rooms.tell(events);
    for (const { person_id: ofPerson } of moved) {
      const told = sent.act === 'call' ? { called: true } : { handRaised: false };
      this.rooms.tellPerson({ sessionId, personId: ofPerson, ...told });
    }
    const hands = await this.#hands(member);
    if (moved.length > 0) this.rooms.tellTotals(sessionId, { hands: hands.length });
    return { hands };
  }

  async #hands({ sessionId }: Member): Promise<RaisedHand[]> {
    return this.db.query(
      `SELECT h.person_id AS "personId", h.name, h.place, ${iso('h.at')} AS at, h.called FROM live_hand h
       WHERE h.session_id = $1 ORDER BY h.at, h.person_id LIMIT 10000`,
      [sessionId],
    );
  }

  async #whyNotAsked(tx: EntityManager, { sessionId, me }: Member, key: QuestionId) {
    const [taken]: unknown[] = await tx.query(`SELECT 1 FROM live_question WHERE id = $1`, [key]);
    if (taken) return roomProblem('id-taken');
    const [row]: { muted: boolean; removed: boolean }[] = await tx.query(
      `SELECT muted, removed FROM live_restriction WHERE session_id = $1 AND person_id = $2`,
      [sessionId, me.userId],
    );
    return roomProblem(row?.removed ? 'removed-from-room' : row?.muted ? 'muted' : 'questions-closed');
  }
}

/** To the class of the trainee or of the session; those who lead a session for a run may name one that they hear. */
function classChannel(member: Member, named: string | undefined): Channel {
  const heard = member.channels.filter((channel) => channel.startsWith('class:'));
  const channel = named === undefined ? heard[0] : heard.find((one) => one === `class:${named}`);
  if (!channel) throw roomProblem('chat-closed');
  return channel;
}

/** A question is heard by its class; in a session for a whole run also by all who lead. */
function questionEvents({ sessionClassId }: Member, question: Question): NewEvent[] {
  const event = { kind: 'question' as const, question };
  const events: NewEvent[] = [];
  if (question.classGroupId) events.push({ channel: `class:${question.classGroupId}`, event });
  if (!sessionClassId) events.push({ channel: 'staff', event });
  return events;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
function withoutName(question: Question): Question {
  return { ...question, personId: NOBODY, name: '' };
}

async function readQuestion(
  tx: EntityManager,
  sessionId: string,
  questionId: QuestionId,
  lock = '',
): Promise<Question | undefined> {
  const [row]: Question[] = await tx.query(
    `SELECT ${QUESTION} FROM live_question q WHERE q.session_id = $1 AND q.id = $2 ${lock}`,
    [sessionId, questionId],
  );
  return row;
}

/** The rows that a writing statement returns: TypeORM gives those of INSERT as they are, of others with their count. */
async function insert<Row>(tx: EntityManager, sql: string, parameters: unknown[]): Promise<[Row[], number]> {
  const answer: Row[] | [Row[], number] = await tx.query(sql, parameters);
  const [first, second] = answer;
  return Array.isArray(first) && typeof second === 'number'
    ? [first, second]
    : [answer as Row[], answer.length];
}
