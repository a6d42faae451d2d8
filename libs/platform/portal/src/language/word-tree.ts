/** The words of one context: sentences by key, in groups. `{{name}}` is filled in when it is shown. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}

/** The same keys in another language: `export default { … } satisfies SameWords<typeof id>`. */
export type SameWords<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameWords<T[K]> };

/** All keys of a tree, as `group.key`, sorted. */
export function keysOf(tree: WordTree, prefix = ''): string[] {
  return Object.entries(tree)
    .flatMap(([key, value]) =>
      typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
    )
    .sort();
}

/** The names between double braces, sorted: both languages must ask for the same ones. */
export function namesIn(sentence: string): string[] {
  return [...sentence.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? '').sort();
}
