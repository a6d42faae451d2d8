import { messageTemplate } from '@bimtek/notification-contracts';
import * as z from 'zod';

const about = z.object({ title: z.string(), startsAt: z.iso.datetime() });
const decided = about.extend({ reason: z.string() });
const asked = about.extend({ name: z.string() });

export const correctionAskedMessage = messageTemplate({ name: 'live.correction-asked', params: asked });
export const correctionGrantedMessage = messageTemplate({ name: 'live.correction-granted', params: decided });
export const correctionRefusedMessage = messageTemplate({ name: 'live.correction-refused', params: decided });
export const excuseAskedMessage = messageTemplate({ name: 'live.excuse-asked', params: asked });
export const excuseGrantedMessage = messageTemplate({ name: 'live.excuse-granted', params: decided });
export const excuseRefusedMessage = messageTemplate({ name: 'live.excuse-refused', params: decided });
export const substituteDecidedMessage = messageTemplate({ name: 'live.substitute-decided', params: decided });

export const attendanceMessages = [
  correctionAskedMessage,
  correctionGrantedMessage,
  correctionRefusedMessage,
  excuseAskedMessage,
  excuseGrantedMessage,
  excuseRefusedMessage,
  substituteDecidedMessage,
];
