import type { ContextTables } from '@bimtek/platform-server';
import { DueOverride } from './due/due-override.entity.ts';
import { Terms } from './due/terms.entity.ts';
import { Mark } from './marking/mark.entity.ts';
import { CreateAssignments1795000650000 } from './migrations/1795000650000-create-assignments.ts';
import { KeepPlanAcknowledgements1795000653000 } from './migrations/1795000653000-keep-plan-acknowledgements.ts';
import { PlanAcknowledgement } from './plans/plan-acknowledgement.entity.ts';
import { Submission } from './submissions/submission.entity.ts';
import { Version } from './submissions/version.entity.ts';

export const assignmentsTables: ContextTables = {
  context: 'assignments',
  entities: [Terms, DueOverride, Submission, Version, Mark, PlanAcknowledgement],
  migrations: [CreateAssignments1795000650000, KeepPlanAcknowledgements1795000653000],
};
