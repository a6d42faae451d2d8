import { ClassGroupId } from '@bimtek/delivery-contracts';
import { endpoint, id, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';

export const SnippetId = id('Snippet');
export type SnippetId = z.infer<typeof SnippetId>;

/** Filled in when a snippet is put into a comment: the trainee's name, and the title of the module. */
export const placeholders = ['nama', 'modul'] as const;
export type Placeholder = (typeof placeholders)[number];

/** `own`: for whoever wrote it. `class`: for all who mark in the class. */
export const SnippetReach = z.enum(['own', 'class']);
export type SnippetReach = z.infer<typeof SnippetReach>;

export const Snippet = z
  .object({
    id: SnippetId,
    text: z.string(),
    reach: SnippetReach,
    classGroup: z.object({ id: ClassGroupId, name: z.string() }).nullable(),
    /** Who wrote it; only they change it or take it out. */
    by: z.string(),
    isMine: z.boolean(),
  })
  .meta({ id: 'Snippet' });
export type Snippet = z.infer<typeof Snippet>;

/** So many somebody keeps. */
export const SNIPPETS_MAX = 200;

export const snippetProblem = problems({
  'too-many-snippets': [409, `Somebody keeps at most ${SNIPPETS_MAX} comments`],
  'placeholder-unknown': [422, 'A comment has a placeholder that nothing fills'],
  'id-taken': [409, 'Another comment has this id'],
});

const SnippetText = z.string().trim().min(3).max(1_000);
const SnippetBody = z
  .object({ text: SnippetText, reach: SnippetReach, classGroupId: ClassGroupId.nullable().default(null) })
  .refine(({ reach, classGroupId }) => (reach === 'class') === (classGroupId !== null), {
    path: ['classGroupId'],
    message: 'A shared comment belongs to a class, an own one to none',
  });

export const listSnippets = endpoint({
  name: 'listSnippets',
  summary: 'The own comments and those shared in the own classes, the most used first',
  method: 'GET',
  path: 'snippets',
  allow: 'assignment.mark',
  query: z.object({ classGroupId: ClassGroupId.optional() }),
  result: z.object({ items: z.array(Snippet) }),
});

const at = z.object({ snippetId: SnippetId });

export const putSnippet = endpoint({
  name: 'putSnippet',
  summary: 'Keep a comment, or change an own one; the same again changes nothing',
  method: 'PUT',
  path: 'snippets/:snippetId',
  allow: 'assignment.mark',
  params: at,
  body: SnippetBody,
  result: Snippet,
  problems: snippetProblem,
});

export const removeSnippet = endpoint({
  name: 'removeSnippet',
  summary: 'Take an own comment out; what was written with it stays. A second call changes nothing',
  method: 'DELETE',
  path: 'snippets/:snippetId',
  allow: 'assignment.mark',
  params: at,
});

export const useSnippet = endpoint({
  name: 'useSnippet',
  summary: 'Note that a comment was put into a mark, so that what is used stands first',
  method: 'POST',
  path: 'snippets/:snippetId/uses',
  allow: 'assignment.mark',
  params: at,
});
