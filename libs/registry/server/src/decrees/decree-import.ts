import { Accounts } from '@bimtek/identity-server';
import {
  Clock,
  HandlesImport,
  Ids,
  type ImportContext,
  ImportHandler,
  type RowProblem,
} from '@bimtek/platform-server';
import {
  DecreeFacts,
  decreeImportKind,
  decreeProblemWords,
  type DecreeProblemCode,
  sentenceOf,
} from '@bimtek/registry-contracts';
import type { EntityManager } from 'typeorm';
import { decreeFields } from './decree-fields.ts';
import { DecreePass, type DecreeRow } from './decree-pass.ts';
import { newPrefixes } from './village.queries.ts';

@HandlesImport(decreeImportKind)
export class DecreeImport extends ImportHandler<DecreeRow> {
  readonly fields = decreeFields;

  constructor(
    private readonly accounts: Accounts,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {
    super();
  }

  describe({ code, facts }: Pick<RowProblem, 'code' | 'facts'>): string {
    return sentenceOf(decreeProblemWords.id[code as DecreeProblemCode], facts ?? {});
  }

  async begin(tx: EntityManager, { options }: ImportContext): Promise<DecreePass> {
    const { accounts, ids, clock } = this;
    return new DecreePass(DecreeFacts.parse(options), await newPrefixes(tx), { accounts, ids, clock });
  }
}
