import { describe, expect, it } from '@jest/globals';
import { type Candidate, eligibleFor, type WorkToMark } from './eligible.rules.ts';

const candidate = (personId: string, given: Partial<Candidate> = {}): Candidate => ({
  personId,
  libraryId: null,
  regencyCode: '33.01',
  modules: [],
  isAway: false,
  ...given,
});
const work = (given: Partial<WorkToMark> = {}): WorkToMark => ({
  personId: 'trainee',
  libraryId: 'library',
  regencyCode: '33.02',
  moduleCode: 'M4',
  firstMarkerId: null,
  ...given,
});
const ask = (given: Partial<WorkToMark>, candidates: Candidate[], avoidsOwnRegency = false) =>
  eligibleFor(work(given), candidates, { avoidsOwnRegency });
const sari = candidate('sari');

describe('eligibleFor', () => {
  it.each([
    ['their own work', candidate('trainee'), 'own-work'],
    ['work of their own library', candidate('budi', { libraryId: 'library' }), 'own-library'],
    ['work while they are away', candidate('budi', { isAway: true }), 'away'],
    ['what somebody else knows better', candidate('budi', { modules: ['M1'] }), 'other-expertise'],
  ] as const)('asks nobody to mark %s', (_case, budi, why) => {
    const knowing = why === 'other-expertise' ? candidate('sari', { modules: ['M4'] }) : sari;
    expect(ask({}, [budi, knowing])).toEqual({
      eligible: ['sari'],
      excluded: [{ id: budi.personId, why }],
    });
  });

  it('asks nobody to mark twice what they marked first', () => {
    expect(ask({ firstMarkerId: 'sari' }, [sari, candidate('budi')])).toMatchObject({
      eligible: ['budi'],
      excluded: [{ id: 'sari', why: 'first-marker' }],
    });
  });

  it('keeps neighbors apart only where the run says so', () => {
    expect(ask({ regencyCode: '33.01' }, [sari]).eligible).toEqual(['sari']);
    expect(ask({ regencyCode: '33.01' }, [sari], true)).toEqual({
      eligible: [],
      excluded: [{ id: 'sari', why: 'same-regency' }],
    });
    expect(ask({ regencyCode: null }, [candidate('sari', { regencyCode: null })], true).eligible).toEqual([
      'sari',
    ]);
  });

  it('asks everybody when nobody knows the module best, or whoever does is away', () => {
    const expert = candidate('budi', { modules: ['M4'], isAway: true });
    expect(ask({}, [candidate('sari', { modules: ['M1'] }), candidate('tuti')]).eligible).toEqual([
      'sari',
      'tuti',
    ]);
    expect(ask({}, [expert, sari]).eligible).toEqual(['sari']);
  });
});
