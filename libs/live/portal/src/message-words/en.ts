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
} satisfies SameWords<typeof id>;
