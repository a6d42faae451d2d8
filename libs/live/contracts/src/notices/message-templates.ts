import { messageTemplate } from '@bimtek/notification-contracts';
import * as z from 'zod';

const about = z.object({ title: z.string(), startsAt: z.iso.datetime() });
const why = about.extend({ reason: z.string() });

export const sessionPlannedMessage = messageTemplate({ name: 'live.session-planned', params: about });
/** A series: the first of so many. */
export const seriesPlannedMessage = messageTemplate({
  name: 'live.series-planned',
  params: about.extend({ sessions: z.number() }),
});
export const sessionMovedMessage = messageTemplate({
  name: 'live.session-moved',
  params: why.extend({ beforeAt: z.iso.datetime() }),
});
export const sessionCancelledMessage = messageTemplate({ name: 'live.session-cancelled', params: why });
export const recordingReadyMessage = messageTemplate({ name: 'live.recording-ready', params: about });

export const sessionMessages = [
  sessionPlannedMessage,
  seriesPlannedMessage,
  sessionMovedMessage,
  sessionCancelledMessage,
  recordingReadyMessage,
];
