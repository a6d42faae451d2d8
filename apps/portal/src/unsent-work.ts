import type { Type } from '@angular/core';
import { UnsentAnswers } from '@bimtek/assessment-portal/unsent';
import { UnsentDrafts } from '@bimtek/assignments-portal/unsent';
import { UnsentReading } from '@bimtek/learning-portal/unsent';
import { UnsentChecks } from '@bimtek/live-portal/unsent';
import type { UnsentOf } from '@bimtek/platform-portal';

/** Every context that keeps people's work on the device until the server has it. */
export const unsentWork: readonly Type<UnsentOf>[] = [
  UnsentAnswers,
  UnsentDrafts,
  UnsentReading,
  UnsentChecks,
];
