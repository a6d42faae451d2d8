import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { Question } from './question.entity.ts';

export type QuestionBank = ReadonlyMap<string, Question>;

/** The questions of curriculum versions, kept in memory: they never change once they are loaded. */
@Injectable()
export class QuestionBanks {
  readonly #banks = new LRUCache<string, QuestionBank>({ max: 10 });

  /** All questions of a version by id; read at most once for each version and process. */
  async of(db: EntityManager, curriculumVersionId: string): Promise<QuestionBank> {
    const kept = this.#banks.get(curriculumVersionId);
    if (kept) return kept;
    const questions = await db.findBy(Question, { curriculumVersionId });
    const bank = new Map(questions.map((question) => [question.id, question]));
    if (bank.size > 0) this.#banks.set(curriculumVersionId, bank);
    return bank;
  }
}
