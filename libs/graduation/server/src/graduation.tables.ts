import type { ContextTables } from '@bimtek/platform-server';
import { Decision, StoredClassDecision } from './decisions/decision.entity.ts';
import { CreateGraduation1795000700000 } from './migrations/1795000700000-create-graduation.ts';
import { TakeMarks1795000700100 } from './migrations/1795000700100-take-marks.ts';
import { TakeAttendance1795000700200 } from './migrations/1795000700200-take-attendance.ts';
import { ComponentScore } from './scores/component-score.entity.ts';

export const graduationTables: ContextTables = {
  context: 'graduation',
  entities: [ComponentScore, Decision, StoredClassDecision],
  migrations: [CreateGraduation1795000700000, TakeMarks1795000700100, TakeAttendance1795000700200],
};
