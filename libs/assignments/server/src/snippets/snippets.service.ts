import {
  type listSnippets,
  type putSnippet,
  type Snippet,
  snippetProblem,
  SNIPPETS_MAX,
  unknownPlaceholders,
} from '@bimtek/assignments-contracts';
import {
  type Actor,
  type BodyOf,
  found,
  type ParamsOf,
  type QueryOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { holdClass } from '../classes/class-assignments.queries.ts';
import { readSnippets } from './snippets.queries.ts';

type At = ParamsOf<typeof putSnippet>;

/** Comments that trainers write again and again, for themselves or for all who mark in a class. */
@Injectable()
export class Snippets {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(me: Actor, query: QueryOf<typeof listSnippets>): Promise<ResultOf<typeof listSnippets>> {
    return { items: await readSnippets(this.db.manager, me, query) };
  }

  async put(
    me: Actor,
    { snippetId }: At,
    { text, classGroupId }: BodyOf<typeof putSnippet>,
  ): Promise<Snippet> {
    if (unknownPlaceholders(text).length > 0) {
      throw snippetProblem('placeholder-unknown', { names: unknownPlaceholders(text) });
    }
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      if (classGroupId) await holdClass(tx, me, classGroupId, now);
      // Counted and kept one after the other, so that two tabs do not pass the limit together.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('assignments.snippets:' || $1, 0))`, [
        me.userId,
      ]);
      const [{ others }] = await tx.query<[{ others: number }]>(
        `SELECT count(*)::int AS others FROM assignments_snippet WHERE owner_id = $1 AND id <> $2`,
        [me.userId, snippetId],
      );
      if (others >= SNIPPETS_MAX) throw snippetProblem('too-many-snippets');
      const kept: unknown[] = await tx.query(
        `INSERT INTO assignments_snippet AS held (id, owner_id, class_group_id, text, uses, saved_at)
         VALUES ($1, $2, $3, $4, 0, $5)
         ON CONFLICT (id) DO UPDATE SET class_group_id = excluded.class_group_id, text = excluded.text,
           saved_at = excluded.saved_at
         WHERE held.owner_id = excluded.owner_id RETURNING id`,
        [snippetId, me.userId, classGroupId, text, now],
      );
      if (kept.length === 0) throw snippetProblem('id-taken');
      return found((await readSnippets(tx, me, { snippetId }))[0]);
    });
  }

  async remove(me: Actor, { snippetId }: At): Promise<void> {
    await this.db.query(`DELETE FROM assignments_snippet WHERE id = $1 AND owner_id = $2`, [
      snippetId,
      me.userId,
    ]);
  }

  /** Counted for what the person can see; of what has been taken out meanwhile nothing is said. */
  async use(me: Actor, { snippetId }: At): Promise<void> {
    if ((await readSnippets(this.db.manager, me, { snippetId })).length === 0) return;
    await this.db.query(`UPDATE assignments_snippet SET uses = uses + 1 WHERE id = $1`, [snippetId]);
  }
}
