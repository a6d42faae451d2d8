import { type Placeholder, placeholders } from './snippets.contract.ts';

/** The placeholders in a text that nothing fills. */
export function unknownPlaceholders(text: string): string[] {
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name?.trim() ?? '');
  return named.filter((name) => !placeholders.includes(name as Placeholder));
}

/** The text with its placeholders filled; one without a value stays as it is, to be seen. */
export function fillIn(text: string, values: Partial<Record<Placeholder, string>>): string {
  return text.replaceAll(
    /\{\s*([a-z]+)\s*\}/g,
    (whole, name: string) => values[name as Placeholder] ?? whole,
  );
}
