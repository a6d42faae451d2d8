/** Content that does not fit the model: says where and what to write instead. */
export class ContentError extends Error {
  constructor(
    readonly file: string,
    /** From 1; 0 when the whole file is meant. */
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${line > 0 ? `${file}:${line}` : file}: ${reason}`);
    this.name = 'ContentError';
  }
}
