import type { Device } from '@bimtek/identity-contracts';

/** In this order: browsers that stand on another one name that one too. */
const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/UCBrowser\//, 'UC Browser'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** What kind of device a browser says it runs on. It may say anything, so this is for recognizing, never for deciding. */
export function deviceOf(userAgent: string): Device {
  const named = (names: [RegExp, string][]) => names.find(([sign]) => sign.test(userAgent))?.[1] ?? null;
  const system = named(SYSTEMS);
  return { kind: kindOf(userAgent, system), browser: named(BROWSERS), system };
}

function kindOf(userAgent: string, system: string | null): Device['kind'] {
  if (/iPad|Tablet/.test(userAgent) || (system === 'Android' && !/Mobile/.test(userAgent))) return 'tablet';
  if (/Mobile|iPhone|iPod/.test(userAgent)) return 'phone';
  return system ? 'computer' : 'unknown';
}
