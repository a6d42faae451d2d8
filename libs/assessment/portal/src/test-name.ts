import type { Words } from '@bimtek/platform-portal';

/** `Kuis Modul 1`, `Pre-test`, `Post-test`. */
export function testName(words: Words, test: { kind: string; moduleCode: string | null }): string {
  return words.t(`assessment.kind.${test.kind}`, { n: moduleNumber(test.moduleCode) });
}

/** `1` of `M1`. */
export function moduleNumber(moduleCode: string | null): string {
  return moduleCode?.replace(/^M/, '') ?? '';
}

/** Where one goes on learning after a test. */
export function learnPath(moduleCode: string | null): string {
  return moduleCode ? `/belajar/${moduleCode}` : '/beranda';
}
