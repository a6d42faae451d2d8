import type { TestKind, TestSettings } from '@bimtek/curriculum-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The rules of a test as it can be held with the questions there are; an attempt keeps a copy. */
export interface TestRules extends Omit<TestSettings, 'itemCount' | 'blueprint'> {
  /** How many questions of each module, by code, for a quiz too; only modules that give any. */
  blueprint: Record<string, number>;
}

@Entity('assessment_test')
export class Test {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') curriculumVersionId!: string;
  @Column('text') kind!: TestKind;
  /** Set for a quiz; null for a test over several modules. */
  @Column('text', { nullable: true }) moduleCode!: string | null;
  @Column('jsonb') rules!: TestRules;
}

export function itemCountOf(rules: Pick<TestRules, 'blueprint'>): number {
  return Object.values(rules.blueprint).reduce((sum, count) => sum + count, 0);
}
