/** Collects conditions with their values, so that a statement with many optional filters stays parameterised. */
export class Conditions {
  readonly parameters: unknown[] = [];
  /** The conditions one by one, for statements that use them in different places. */
  readonly parts: string[] = [];

  /** Adds a condition; each `?` stands for the next value. */
  and(sql: string, ...values: unknown[]): this {
    const waiting = [...values];
    this.parts.push(sql.replaceAll('?', () => this.value(waiting.shift())));
    return this;
  }

  /** Adds a condition that numbers its own parameters from the given one on, as `withinScope` does. */
  within(narrow: (firstParameter: number) => { sql: string; parameters: unknown[] }): this {
    const { sql, parameters } = narrow(this.parameters.length + 1);
    this.parameters.push(...parameters);
    this.parts.push(sql);
    return this;
  }

  /** Adds a value and gives its placeholder. */
  value(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  get sql(): string {
    return this.parts.length === 0 ? 'true' : this.parts.map((part) => `(${part})`).join(' AND ');
  }
}

/** A part of a text to look for, with the pattern's own signs taken literally. */
export function containing(text: string): string {
  return `%${literally(text)}%`;
}

/** The beginning of a text to look for, likewise. */
export function beginning(text: string): string {
  return `${literally(text)}%`;
}

function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}
