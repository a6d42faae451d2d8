import { wordsScope } from '@bimtek/platform-portal';

export const attendanceWords = wordsScope('attendance', {
  id: () => import('./id.ts'),
  en: () => import('./en.ts'),
});
