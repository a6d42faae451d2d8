import { assessmentTables } from '@bimtek/assessment-server';
import { assignmentsTables } from '@bimtek/assignments-server';
import { certificationTables } from '@bimtek/certification-server';
import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { graduationTables } from '@bimtek/graduation-server';
import { identityTables } from '@bimtek/identity-server';
import { learningTables } from '@bimtek/learning-server';
import { liveTables } from '@bimtek/live-server';
import { notificationTables } from '@bimtek/notification-server';
import type { ContextTables } from '@bimtek/platform-server';
import { registryTables } from '@bimtek/registry-server';

/** The contexts of the product, in the order in which they may use each other. */
export const contexts: ContextTables[] = [
  notificationTables,
  identityTables,
  registryTables,
  curriculumTables,
  deliveryTables,
  assessmentTables,
  learningTables,
  assignmentsTables,
  liveTables,
  graduationTables,
  certificationTables,
];
