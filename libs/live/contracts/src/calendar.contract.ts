import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';

/** Whoever has the address reads the calendar: it is shown once, when it is made. */
export const CalendarToken = z.string().regex(/^[\w-]{43}$/);

export const getCalendarFeed = endpoint({
  name: 'getCalendarFeed',
  summary: 'Whether the own calendar can be subscribed to, and since when; its address is not kept',
  method: 'GET',
  path: 'my/calendar-feed',
  allow: 'signed-in',
  result: z.object({
    feed: z.object({ createdAt: z.iso.datetime(), lastReadAt: z.iso.datetime().nullable() }).nullable(),
  }),
});

export const makeCalendarFeed = endpoint({
  name: 'makeCalendarFeed',
  summary: 'A new secret address of the own calendar; one given out before ends',
  method: 'POST',
  path: 'my/calendar-feed',
  allow: 'signed-in',
  result: z.object({ url: z.url(), createdAt: z.iso.datetime() }),
});

export const endCalendarFeed = endpoint({
  name: 'endCalendarFeed',
  summary: 'End the address of the own calendar; a second call changes nothing',
  method: 'DELETE',
  path: 'my/calendar-feed',
  allow: 'signed-in',
});

export const readCalendar = endpoint({
  name: 'readCalendar',
  summary: 'The sessions of a person as iCalendar (RFC 5545), for calendar programs that cannot sign in',
  method: 'GET',
  path: 'calendars/:token',
  allow: 'public',
  params: z.object({
    /** With `.ics`, by which programs know the kind of file. */
    token: z.string().max(60),
  }),
  download: 'text/calendar',
});
