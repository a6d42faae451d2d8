import { describe, expect, it } from '@jest/globals';
import { holeFaults, isAllowedLicence, licenceFaults, scriptFaults } from './rules.mjs';

const licences = { MIT: 'keep the notice', 'Apache-2.0': 'keep the notice' };

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['GPL-2.0-only OR (MIT AND Apache-2.0)', true],
    ['MIT AND GPL-3.0-only', false],
    ['AGPL-3.0-or-later', false],
    ['toString', false],
    ['SEE LICENSE IN LICENSE.txt', false],
  ])('%s: %s', (expression, expected) => expect(isAllowedLicence(expression, licences)).toBe(expected));

  it('that is new or missing is one sentence', () => {
    const shipped = [
      { name: 'good', version: '1.0.0', licence: 'MIT' },
      { name: 'viral', version: '2.0.0', licence: 'GPL-3.0-only' },
      { name: 'silent', version: '3.0.0' },
      { name: 'known', version: '4.0.0' },
    ];
    expect(licenceFaults(shipped, { licences, unnamed: { known: 'MIT' } })).toEqual([
      'viral 2.0.0 is under GPL-3.0-only, which nobody has allowed yet: take another, or allow it.',
      'silent 3.0.0 names no licence: read its papers and put what they say into unnamed.',
    ]);
  });
});

describe('a program that runs on installation', () => {
  const list = { native: { runs: true, why: 'links' }, nosy: { runs: false, why: 'tells' } };
  const installed = [
    { name: 'native', scripts: ['postinstall'] },
    { name: 'nosy', scripts: ['postinstall'] },
    { name: 'quiet', scripts: [] },
  ];

  it('is fine when it was decided upon, and package.json says the same', () => {
    expect(scriptFaults(installed, { native: true, nosy: false }, list)).toEqual([]);
  });
  it('is refused when it is new', () => {
    const more = [...installed, { name: 'new', scripts: ['install'] }];
    expect(scriptFaults(more, { native: true, nosy: false }, list)).toEqual([
      'new would run install when it is installed: decide, and say why.',
    ]);
  });
  it('is refused when package.json says something else, or something nobody has decided', () => {
    expect(scriptFaults(installed, { native: true, nosy: true, other: true }, list)).toEqual([
      'nosy: allowScripts in package.json says true, the list says false.',
      'other is in allowScripts, but nobody says why: add it to the list.',
    ]);
    expect(scriptFaults(installed, { native: true }, list)).toEqual([
      'nosy: allowScripts in package.json says nothing, the list says false.',
    ]);
  });
});

describe('a known hole', () => {
  const hole = (severity) => ({
    severity,
    title: 'Reads too far',
    url: 'https://github.com/advisories/GHSA-1',
  });
  const audit = (severity) => ({
    vulnerabilities: { a: { name: 'a', via: [hole(severity)] }, b: { name: 'b', via: ['a'] } },
  });
  it.each(['high', 'critical'])('that is %s fails once, with its advisory', (severity) => {
    expect(holeFaults(audit(severity), {}, '2026-11-22')).toEqual([
      `a has a ${severity} hole, GHSA-1: Reads too far.`,
    ]);
  });
  it('that is moderate waits', () => expect(holeFaults(audit('moderate'), {}, '2026-11-22')).toEqual([]));
  it('is accepted until its day, and no longer', () => {
    const accepted = { 'GHSA-1': { why: 'not called', until: '2026-11-22' } };
    expect(holeFaults(audit('high'), accepted, '2026-11-22')).toEqual([]);
    expect(holeFaults(audit('high'), accepted, '2026-11-23')).toHaveLength(1);
  });
});
