import { attendanceMessages, sessionMessages } from '@bimtek/live-contracts';
import { describe, expect, it } from '@jest/globals';
import en from './en.ts';
import id from './id.ts';

describe('the words of messages about live sessions', () => {
  it.each([...sessionMessages, ...attendanceMessages].map((template) => [template.name, template] as const))(
    '%s has a title and a text in each language, of parameters that it has',
    (name, template) => {
      const [, key = ''] = name.split('.');
      const params = Object.keys((template.params as unknown as { shape: object }).shape);
      for (const words of [id, en] as Record<string, { title: string; text: string }>[]) {
        const { title, text } = words[key] ?? { title: '', text: '' };
        expect(title).not.toBe('');
        const named = [...`${title} ${text}`.matchAll(/\{\{(\w+)\}\}/g)].map(([, param]) => param);
        expect(named.filter((param) => !params.includes(param ?? ''))).toEqual([]);
      }
    },
  );
});
