import type { EnrollmentId, EnrollmentState } from '@bimtek/delivery-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { EntityManager } from 'typeorm';
import { BulkInsert } from './bulk-insert.ts';
import type { AttemptStory, LearningStory } from './learning-story.ts';
import { type ScoreStory, scoresOfAttempts } from './season-scores.ts';
import type { SeasonIds } from './season-sources.ts';

/** Rows of one UPDATE. */
const AT_ONCE = 4_000;

export function* chunksOf<T>(things: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < things.length; at += size) yield things.slice(at, at + size);
}

/** Argon2id of SEASON_PASSWORD with a salt of its own, so that every season has the same. */
const PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$bXVzaW0tbmFzaW9uYWwtMQ$tN9NbcnKHCAfFV35Fy+Yj0X6WPYkbIe6SZ6sO1NobJI';

/** All accounts of the season share this password; hashing one for each would take minutes. */
export const SEASON_PASSWORD = 'belajar bersama 2026';

export async function activate(
  tx: EntityManager,
  people: readonly { personId: string; at: Date }[],
): Promise<void> {
  for (const some of chunksOf(people, AT_ONCE)) {
    await tx.query(
      `UPDATE identity_account a SET password_hash = $1, state = 'active', activated_at = g.at
       FROM unnest($2::uuid[], $3::timestamptz[]) AS g(person_id, at) WHERE a.person_id = g.person_id`,
      [PASSWORD_HASH, some.map(({ personId }) => personId), some.map(({ at }) => at.toISOString())],
    );
  }
}

type By = 'system' | { personId: string; displayName: string; role: string } | Actor | undefined;

interface AuditedAct {
  at: Date;
  by: By;
  action: string;
  enrollmentId: string;
  before: unknown;
  after: unknown;
  reason?: string | undefined;
}

/** Lines of the audit log as `AuditLog` writes them. */
class AuditLines {
  readonly #rows: BulkInsert;

  constructor(
    tx: EntityManager,
    private readonly ids: SeasonIds,
  ) {
    this.#rows = new BulkInsert(tx, 'platform_audit_entry', {
      id: 'uuid',
      at: 'timestamptz',
      actor_id: 'uuid',
      actor_name: 'text',
      role: 'text',
      action: 'text',
      subject_type: 'text',
      subject_id: 'text',
      before: 'jsonb',
      after: 'jsonb',
      reason: 'text',
    });
  }

  async add({ at, by = 'system', action, enrollmentId, before, after, reason }: AuditedAct): Promise<void> {
    const who = by === 'system' ? null : 'personId' in by ? by.personId : by.userId;
    const name = by === 'system' ? 'system' : by.displayName;
    const role = by === 'system' ? 'system' : by.role;
    await this.#rows.add([
      ...[this.ids.at(at), at.toISOString(), who, name, role, action, 'enrollment', enrollmentId],
      ...[JSON.stringify(before), JSON.stringify(after), reason ?? null],
    ]);
  }

  end(): Promise<void> {
    return this.#rows.end();
  }
}

/** States of enrollments, one step after the other; what is stored is the last one. */
export class EnrollmentChanges {
  readonly #audit: AuditLines;
  readonly #last = new Map<string, { to: EnrollmentState; at: Date; reason: string | null }>();

  constructor(
    private readonly tx: EntityManager,
    ids: SeasonIds,
  ) {
    this.#audit = new AuditLines(tx, ids);
  }

  async add(
    { enrollmentId }: { enrollmentId: EnrollmentId },
    from: EnrollmentState,
    to: EnrollmentState,
    at: Date,
    by: By,
    reason?: string,
  ): Promise<void> {
    this.#last.set(enrollmentId, { to, at, reason: reason ?? null });
    const action = `delivery.enrollment-${to.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    await this.#audit.add({
      at,
      by,
      action,
      enrollmentId,
      before: { state: from },
      after: { state: to },
      reason,
    });
  }

  async end(): Promise<void> {
    await this.#audit.end();
    for (const some of chunksOf([...this.#last], AT_ONCE)) {
      await this.tx.query(
        `UPDATE delivery_enrollment e SET state = g.state, state_reason = g.reason, state_changed_at = g.at
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS g(id, state, reason, at)
         WHERE e.id = g.id`,
        [
          some.map(([id]) => id),
          some.map(([, { to }]) => to),
          some.map(([, { reason }]) => reason),
          some.map(([, { at }]) => at.toISOString()),
        ],
      );
    }
  }
}

/** Names that people have confirmed for their certificates. */
export class ConfirmedNames {
  readonly #names: { id: string; name: string; at: Date }[] = [];

  constructor(private readonly tx: EntityManager) {}

  add({ enrollmentId, displayName }: { enrollmentId: string; displayName: string }, at: Date): void {
    this.#names.push({ id: enrollmentId, name: displayName, at });
  }

  async end(): Promise<void> {
    for (const some of chunksOf(this.#names, AT_ONCE)) {
      await this.tx.query(
        `UPDATE delivery_enrollment e SET confirmed_certificate_name = g.name, certificate_name_confirmed_at = g.at
         FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS g(id, name, at) WHERE e.id = g.id`,
        [some.map(({ id }) => id), some.map(({ name }) => name), some.map(({ at }) => at.toISOString())],
      );
    }
  }
}

interface Learning {
  enrollmentId: EnrollmentId;
  personId: string;
}

/** Lessons, attempts, answers and scores of everybody: what belongs to tests in one transaction, the rest in another. */
export class LearningWriter {
  readonly #lessons;
  readonly #attempts;
  readonly #answers;
  readonly #scores;
  readonly #audit: AuditLines;
  /** Rules are the same text for all attempts of a test. */
  readonly #rules = new Map<string, string>();

  constructor(
    tests: EntityManager,
    lessons: EntityManager,
    ids: SeasonIds,
    private readonly curriculumVersionId: string,
  ) {
    this.#audit = new AuditLines(lessons, ids);
    this.#lessons = new BulkInsert(lessons, 'learning_lesson_progress', {
      enrollment_id: 'uuid',
      lesson_id: 'uuid',
      state: 'text',
      block_index: 'int',
      fraction: 'real',
      share: 'numeric',
      read_at: 'timestamptz',
      reached_end_at: 'timestamptz',
      completed_at: 'timestamptz',
      updated_at: 'timestamptz',
    });
    this.#attempts = new BulkInsert(tests, 'assessment_attempt', {
      id: 'uuid',
      test_id: 'uuid',
      enrollment_id: 'uuid',
      person_id: 'uuid',
      curriculum_version_id: 'uuid',
      ordinal: 'smallint',
      state: 'text',
      layout: 'jsonb',
      rules: 'jsonb',
      started_at: 'timestamptz',
      closes_at: 'timestamptz',
      finished_at: 'timestamptz',
      right_count: 'smallint',
      answered_count: 'smallint',
      score: 'numeric',
    });
    this.#answers = new BulkInsert(
      tests,
      'assessment_answer',
      {
        attempt_id: 'uuid',
        question_id: 'uuid',
        answer: 'jsonb',
        revision: 'int',
        saved_at: 'timestamptz',
      },
      this.#attempts,
    );
    this.#scores = new BulkInsert(lessons, 'graduation_component_score', {
      enrollment_id: 'uuid',
      component: 'text',
      value: 'numeric',
      out_of: 'numeric',
      source: 'text',
      recorded_by: 'uuid',
      recorded_at: 'timestamptz',
      evidence: 'jsonb',
    });
  }

  async story(person: Learning, { lessons, attempts }: LearningStory): Promise<void> {
    for (const one of lessons) {
      const updatedAt = one.completedAt ?? one.readAt;
      await this.#lessons.add([
        ...[
          person.enrollmentId,
          one.lessonId,
          one.isCompleted ? 'completed' : 'started',
          one.blockIndex,
          one.fraction,
        ],
        ...[one.share, iso(one.readAt), iso(one.reachedEndAt), iso(one.completedAt), iso(updatedAt)],
      ]);
    }
    for (const attempt of attempts) await this.#attempt(person, attempt);
    const scores = scoresOfAttempts(attempts);
    for (const score of scores) {
      await this.#audit.add(auditOf(person.enrollmentId, 'assessment', 'system', [score]));
    }
    // Of each test the best is stored; the list has them in the order in which they rose.
    const best = new Map(scores.map((score) => [score.component, score]));
    for (const score of best.values()) await this.#score(person, score, 'assessment', null);
  }

  async imported(person: Learning, scores: readonly ScoreStory[], by: Actor): Promise<void> {
    if (scores.length === 0) return;
    for (const score of scores) await this.#score(person, score, 'import', by.userId);
    await this.#audit.add(auditOf(person.enrollmentId, 'import', by, scores));
  }

  async end(): Promise<void> {
    for (const rows of [this.#attempts, this.#lessons, this.#answers, this.#scores, this.#audit])
      await rows.end();
  }

  async #attempt({ enrollmentId, personId }: Learning, attempt: AttemptStory): Promise<void> {
    const { id, test, ordinal, state, layout, startedAt, closesAt, finishedAt, outcome, answers } = attempt;
    const rules = this.#rules.get(test.testId) ?? JSON.stringify(test.rules);
    this.#rules.set(test.testId, rules);
    await this.#attempts.add([
      ...[
        id,
        test.testId,
        enrollmentId,
        personId,
        this.curriculumVersionId,
        ordinal,
        state,
        JSON.stringify(layout),
        rules,
      ],
      ...[iso(startedAt), iso(closesAt), iso(finishedAt)],
      ...[outcome?.rightCount ?? null, outcome?.answeredCount ?? null, outcome?.score ?? null],
    ]);
    for (const { questionId, answer, revision, savedAt } of answers) {
      await this.#answers.add([id, questionId, JSON.stringify(answer), revision, iso(savedAt)]);
    }
  }

  async #score(
    { enrollmentId }: Learning,
    { component, value, outOf, recordedAt, evidence }: ScoreStory,
    source: 'assessment' | 'import',
    recordedBy: string | null,
  ): Promise<void> {
    await this.#scores.add([
      ...[
        enrollmentId,
        component,
        value,
        outOf,
        source,
        recordedBy,
        iso(recordedAt),
        JSON.stringify(evidence),
      ],
    ]);
  }
}

function auditOf(
  enrollmentId: string,
  source: 'assessment' | 'import',
  by: 'system' | Actor,
  scores: readonly ScoreStory[],
): AuditedAct {
  const [first] = scores;
  const before = scores.map((score) => [
    score.component,
    score.before === null ? null : { value: score.before, outOf: null, source },
  ]);
  const after = scores.map(({ component, value, outOf }) => [component, { value, outOf }]);
  return {
    at: first?.recordedAt ?? new Date(0),
    by,
    action: 'graduation.score-recorded',
    enrollmentId,
    before: Object.fromEntries(before) as unknown,
    after: { source, evidence: first?.evidence, scores: Object.fromEntries(after) as unknown },
  };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
