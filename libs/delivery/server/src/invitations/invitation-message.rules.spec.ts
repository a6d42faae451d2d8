import { describe, expect, it } from '@jest/globals';
import { indonesianDay, invitationMessage, whatsappDigits } from './invitation-message.rules.ts';

const facts = {
  name: 'Hj. Siti Maemunah, S.Pd.',
  runName: 'Bimtek SPP-TIK 2026',
  link: `https://ruangbimtek.example.go.id/aktivasi/${'a'.repeat(32)}`,
  site: 'https://ruangbimtek.example.go.id',
  participantCode: 'BT26-482173',
  code: 'K7QM-2XPA',
  expiresAt: new Date('2026-07-20T17:30:00Z'),
  timeZone: 'Asia/Jakarta',
};

describe('invitationMessage', () => {
  it('names the person, the run, both ways in and the last day', () => {
    const message = invitationMessage(facts);
    for (const part of [
      facts.name,
      facts.runName,
      facts.link,
      facts.participantCode,
      facts.code,
      '21 Juli 2026',
    ]) {
      expect(message).toContain(part);
    }
  });

  it('stays within 600 characters with the longest names, and never cuts link or codes', () => {
    const message = invitationMessage({ ...facts, name: 'N'.repeat(300), runName: 'R'.repeat(300) });
    expect(message.length).toBeLessThanOrEqual(600);
    for (const part of [facts.link, facts.participantCode, facts.code]) expect(message).toContain(part);
  });
});

describe('indonesianDay', () => {
  it('is the day that people in the zone have', () => {
    const at = new Date('2026-12-31T16:30:00Z');
    expect(indonesianDay(at, 'Asia/Jakarta')).toBe('31 Desember 2026');
    expect(indonesianDay(at, 'Asia/Jayapura')).toBe('1 Januari 2027');
  });
});

describe('whatsappDigits', () => {
  it.each([
    ['+6281234567890', '6281234567890'],
    ['0812', null],
    [null, null],
  ])('%s gives %s', (phone, expected) => expect(whatsappDigits(phone)).toBe(expected));
});
