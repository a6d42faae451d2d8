import { TestBed } from '@angular/core/testing';
import type { Message } from '@bimtek/notification-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import words from '../words/id.ts';
import { InboxPage } from './inbox-page.ts';

const aMessage = (given: Partial<Message> = {}): Message => ({
  id: '0197a000-0000-7000-8000-0000000000c1' as Message['id'],
  template: 'spec.mark-released',
  params: { title: 'Peta kebutuhan', untilAt: '2026-07-09T16:59:00.000Z', points: 87.5 },
  link: '/tugas/T1?dari=pesan',
  createdAt: '2026-07-06T02:00:00.000Z',
  readAt: null,
  ...given,
});

async function shown(items: Message[], unread = items.length) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: {
          notification: words,
          specMessages: {
            'mark-released': { title: 'Nilai {{title}}', text: '{{points}}, sampai {{untilAt}}' },
          },
        },
        session: aSession(),
        routes: [{ path: '**', children: [] }],
        answers: {
          listMessages: () => ({ items, next: null, previous: null }),
          countUnreadMessages: () => ({ unread }),
          readMessage: () => undefined,
          readAllMessages: () => ({ read: unread }),
        },
      }),
    ],
  });
  const fixture = TestBed.createComponent(InboxPage);
  await fixture.whenStable();
  const { calls } = TestBed.inject(ApiClient) as FakeApi;
  return { fixture, calls, page: fixture.nativeElement as HTMLElement };
}

describe('the inbox', () => {
  it('says a message in the words of the context that sent it, instants in the time of the place', async () => {
    const { page } = await shown([aMessage()]);
    const link = page.querySelector('.rows a');
    expect(link?.getAttribute('href')).toBe('/tugas/T1?dari=pesan');
    expect(link?.textContent).toContain('Nilai Peta kebutuhan');
    expect(link?.textContent).toContain('87,5');
    expect(link?.textContent).toContain('23.59 WIB');
    expect(link?.textContent).toContain('Baru');
  });

  it('has a sentence for a message whose words it does not know, and does not mark it new when read', async () => {
    const { page } = await shown([
      aMessage({ template: 'spec.other', link: null, readAt: '2026-07-06T03:00:00.000Z' }),
    ]);
    expect(page.querySelector('.rows')?.textContent).toContain('Ada kabar untuk Anda');
    expect(page.querySelector('.rows a')).toBeNull();
    expect(page.querySelector('.rows')?.textContent).not.toContain('Baru');
  });

  it('marks as read what is opened, and all up to the newest that was seen', async () => {
    const { page, calls, fixture } = await shown([aMessage()]);
    page.querySelector<HTMLElement>('.rows a')?.click();
    const all = [...page.querySelectorAll('button')].find((one) => one.textContent?.includes('Tandai semua'));
    all?.click();
    await fixture.whenStable();
    expect(calls).toContainEqual({ name: 'readMessage', input: { params: { messageId: aMessage().id } } });
    expect(calls).toContainEqual({
      name: 'readAllMessages',
      input: { body: { until: aMessage().createdAt } },
    });
  });

  it('says so when there is nothing', async () => {
    const { page } = await shown([]);
    expect(page.textContent).toContain('Belum ada pesan');
    expect(page.textContent).not.toContain('Tandai semua');
  });
});
