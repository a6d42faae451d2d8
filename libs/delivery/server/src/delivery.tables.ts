import { advanceClassGroups } from '@bimtek/delivery-contracts';
import type { ContextTables } from '@bimtek/platform-server';
import { ClassGroup } from './class-groups/class-group.entity.ts';
import { ClassTrainer } from './class-groups/class-trainer.entity.ts';
import { Enrollment } from './enrollments/enrollment.entity.ts';
import { CreateDelivery1795000400000 } from './migrations/1795000400000-create-delivery.ts';
import { IndexNewestChanges1795000410000 } from './migrations/1795000410000-index-newest-changes.ts';
import { IndexStatesOfRuns1795000420000 } from './migrations/1795000420000-index-states-of-runs.ts';
import { KeepSearchWordsOfEnrollments1795000430000 } from './migrations/1795000430000-keep-search-words-of-enrollments.ts';
import { FillSearchWordsOfEnrollments1795000440000 } from './migrations/1795000440000-fill-search-words-of-enrollments.ts';
import { AddFirstChecks1795000450000 } from './migrations/1795000450000-add-first-checks.ts';
import { CreateClassProposals1795000460000 } from './migrations/1795000460000-create-class-proposals.ts';
import { KeepOneOpenClassProposal1795000470000 } from './migrations/1795000470000-keep-one-open-class-proposal.ts';
import { Run } from './runs/run.entity.ts';
import { Wave } from './runs/wave.entity.ts';

export const deliveryTables: ContextTables = {
  context: 'delivery',
  entities: [Run, Wave, ClassGroup, ClassTrainer, Enrollment],
  migrations: [
    CreateDelivery1795000400000,
    IndexNewestChanges1795000410000,
    IndexStatesOfRuns1795000420000,
    KeepSearchWordsOfEnrollments1795000430000,
    FillSearchWordsOfEnrollments1795000440000,
    AddFirstChecks1795000450000,
    CreateClassProposals1795000460000,
    KeepOneOpenClassProposal1795000470000,
  ],
  jobs: [advanceClassGroups],
};
