import { nameWithTitles } from '@bimtek/registry-contracts';
import { describe, expect, it } from '@jest/globals';
import { normalCivilServantId, normalEmail, normalName, normalPhone } from './person.rules.ts';

describe('normalPhone', () => {
  it.each([
    ['0812-3456-7890', '+6281234567890'],
    ['+62 812 3456 7890', '+6281234567890'],
    ['6281234567890', '+6281234567890'],
    ['81234567890', '+6281234567890'],
    ['(0274) 512345', '+62274512345'],
    ['0812 440 17', null],
    ['0812 3456 7890 / 0813 1111 2222', null],
    ['tidak ada', null],
    ['', null],
  ])('%j is %j', (text, phone) => expect(normalPhone(text)).toBe(phone));
});

describe('normalName', () => {
  it.each([
    ['Sumarni', 'Sumarni'],
    ['  Nur’aini   binti  Ahmad ', "Nur'aini binti Ahmad"],
    [
      'I Gusti Ayu Agung Istri Mirah Kencana Dewi Prameswari Putri',
      'I Gusti Ayu Agung Istri Mirah Kencana Dewi Prameswari Putri',
    ],
    ['A', null],
    ['---', null],
    ['Budi 2', null],
    ['=cmd()', null],
    ['x'.repeat(101), null],
  ])('%j is %j', (text, name) => expect(normalName(text)).toBe(name));
});

describe('normalEmail and normalCivilServantId', () => {
  it.each([
    [' Sri@Contoh.ID ', 'sri@contoh.id'],
    ['sri@contoh', null],
    ['sri', null],
  ])('e-mail %j is %j', (text, email) => expect(normalEmail(text)).toBe(email));
  it.each([
    ['19800101 200501 2 001', '198001012005012001'],
    ['198001012005012001', '198001012005012001'],
    ['19800101200501200', null],
    ['-', null],
  ])('NIP %j is %j', (text, id) => expect(normalCivilServantId(text)).toBe(id));
});

describe('nameWithTitles', () => {
  it.each([
    [{ fullName: 'Sumarni' }, 'Sumarni'],
    [{ fullName: 'Budi Santoso', titleBefore: 'Drs.', titleAfter: 'S.IP.' }, 'Drs. Budi Santoso, S.IP.'],
    [{ fullName: "Nur'aini", titleBefore: 'Hj.', titleAfter: null }, "Hj. Nur'aini"],
    [{ fullName: 'Sri', titleBefore: ' ', titleAfter: ', S.Pd., M.Hum.' }, 'Sri, S.Pd., M.Hum.'],
  ])('%j is printed as %s', (name, printed) => expect(nameWithTitles(name)).toBe(printed));
});
