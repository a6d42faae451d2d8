import { id } from '@bimtek/platform-contracts';
import type * as z from 'zod';

export const RunId = id('Run');
export type RunId = z.infer<typeof RunId>;
export const WaveId = id('Wave');
export type WaveId = z.infer<typeof WaveId>;
export const ClassGroupId = id('ClassGroup');
export type ClassGroupId = z.infer<typeof ClassGroupId>;
export const EnrollmentId = id('Enrollment');
export type EnrollmentId = z.infer<typeof EnrollmentId>;
