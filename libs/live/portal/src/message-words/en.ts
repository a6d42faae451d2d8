import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  'session-planned': {
    title: 'New session: “{{title}}”',
    text: 'It begins {{startsAt}}. See the schedule for more.',
  },
  'series-planned': {
    title: '{{sessions}} new sessions: “{{title}}”',
    text: 'The first begins {{startsAt}}. See the schedule for all days.',
  },
  'session-moved': {
    title: 'Session moved: “{{title}}”',
    text: 'It now begins {{startsAt}}; before, {{beforeAt}}. {{reason}}',
  },
  'session-cancelled': {
    title: 'Session cancelled: “{{title}}”',
    text: 'The session of {{startsAt}} does not take place. {{reason}}',
  },
  'recording-ready': {
    title: 'Recording or summary ready: “{{title}}”',
    text: 'You can go over the session of {{startsAt}} again.',
  },
  'correction-asked': {
    title: 'Attendance correction asked by {{name}}',
    text: 'For the session “{{title}}”, {{startsAt}}. Please read and decide.',
  },
  'correction-granted': {
    title: 'Your attendance correction is granted',
    text: 'For the session “{{title}}”, {{startsAt}}. {{reason}}',
  },
  'correction-refused': {
    title: 'Your attendance correction is refused',
    text: 'For the session “{{title}}”, {{startsAt}}. {{reason}}',
  },
  'excuse-asked': {
    title: 'Excuse handed in by {{name}}',
    text: 'For the session “{{title}}”, {{startsAt}}. Please read and decide.',
  },
  'excuse-granted': {
    title: 'Your excuse is accepted',
    text: 'For the session “{{title}}”, {{startsAt}}. {{reason}} Your substitute task is open.',
  },
  'excuse-refused': {
    title: 'Your excuse is refused',
    text: 'For the session “{{title}}”, {{startsAt}}. {{reason}}',
  },
  'substitute-decided': {
    title: 'Your substitute task has been read',
    text: 'For the session “{{title}}”, {{startsAt}}. {{reason}}',
  },
} satisfies SameWords<typeof id>;
