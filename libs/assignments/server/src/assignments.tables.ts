import type { ContextTables } from '@bimtek/platform-server';
import { Appeal } from './appeals/appeal.entity.ts';
import { DueOverride } from './due/due-override.entity.ts';
import { Terms } from './due/terms.entity.ts';
import { Mark } from './marking/mark.entity.ts';
import { CreateAssignments1795000650000 } from './migrations/1795000650000-create-assignments.ts';
import { KeepPlanAcknowledgements1795000653000 } from './migrations/1795000653000-keep-plan-acknowledgements.ts';
import { PlanAcknowledgement } from './plans/plan-acknowledgement.entity.ts';
import { CreateAppeals1795000654000 } from './migrations/1795000654000-create-appeals.ts';
import { Submission } from './submissions/submission.entity.ts';
import { Version } from './submissions/version.entity.ts';

export const assignmentsTables: ContextTables = {
  context: 'assignments',
  entities: [Appeal, Terms, DueOverride, Submission, Version, Mark, PlanAcknowledgement],
  migrations: [CreateAppeals1795000654000, CreateAssignments1795000650000, KeepPlanAcknowledgements1795000653000],
};
