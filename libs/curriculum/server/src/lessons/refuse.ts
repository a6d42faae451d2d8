import type { Node } from 'unist';
import { ContentError } from '../packages/content-error.ts';

/** Ends the reading of a lesson at a node, with the reason as a sentence. */
export type Refuse = (node: Node, reason: string) => never;

/** `lineOffset`: lines of the file before the text that was parsed (its front matter). */
export function refuserFor(file: string, lineOffset: number): Refuse {
  return (node, reason) => {
    const line = node.position ? node.position.start.line + lineOffset : 0;
    throw new ContentError(file, line, reason);
  };
}
