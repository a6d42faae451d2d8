import { drawSlides, removeSlideFiles, tellOfSessions } from '@bimtek/live-contracts';
import type { ContextTables } from '@bimtek/platform-server';
import { CalendarFeed } from './calendar/calendar-feed.entity.ts';
import { CreateSessions1795000670000 } from './migrations/1795000670000-create-sessions.ts';
import { CreateSlides1795000670100 } from './migrations/1795000670100-create-slides.ts';
import { CreateCalendarFeeds1795000670200 } from './migrations/1795000670200-create-calendar-feeds.ts';
import { CreateAttendance1795000671000 } from './migrations/1795000671000-create-attendance.ts';
import { CreateRooms1795000672000 } from './migrations/1795000672000-create-rooms.ts';
import { IndexOwnWords1795000672100 } from './migrations/1795000672100-index-own-words.ts';
import { LiveSession } from './sessions/live-session.entity.ts';
import { SlideDeck } from './slides/slide-deck.entity.ts';

export const liveTables: ContextTables = {
  context: 'live',
  entities: [LiveSession, SlideDeck, CalendarFeed],
  migrations: [
    CreateSessions1795000670000,
    CreateSlides1795000670100,
    CreateCalendarFeeds1795000670200,
    CreateAttendance1795000671000,
    CreateRooms1795000672000,
    IndexOwnWords1795000672100,
  ],
  jobs: [tellOfSessions, drawSlides, removeSlideFiles],
};
