import type { Snippet, SnippetId } from '@bimtek/assignments-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { classGroupsWithinScope } from '@bimtek/delivery-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

interface SnippetRow {
  id: SnippetId;
  text: string;
  classGroupId: ClassGroupId | null;
  className: string | null;
  by: string | null;
  isMine: boolean;
}

/** The own comments, and those of these classes or of all within scope; the most used first. */
export async function readSnippets(
  tx: EntityManager,
  me: Actor,
  { classGroupId, snippetId }: { classGroupId?: string | undefined; snippetId?: string },
): Promise<Snippet[]> {
  const where = new Conditions();
  const me$ = where.value(me.userId);
  const shared = new Conditions();
  shared.parameters.push(...where.parameters);
  shared.within((first) => classGroupsWithinScope(me, first));
  if (classGroupId) shared.and('g.id = ?', classGroupId);
  const within = shared.sql;
  const only = snippetId ? `AND t.id = ${shared.value(snippetId)}` : '';
  const rows: SnippetRow[] = await tx.query(
    `SELECT t.id, t.text, t.class_group_id AS "classGroupId", g.name AS "className", a.display_name AS by,
       t.owner_id = ${me$} AS "isMine"
     FROM (
       SELECT * FROM assignments_snippet WHERE owner_id = ${me$}
       UNION SELECT s.* FROM assignments_snippet s JOIN delivery_class_group g ON g.id = s.class_group_id WHERE ${within}
     ) t
     LEFT JOIN delivery_class_group g ON g.id = t.class_group_id
     LEFT JOIN identity_account a ON a.person_id = t.owner_id
     WHERE true ${only}
     ORDER BY t.uses DESC, t.saved_at DESC, t.id LIMIT 500`,
    shared.parameters,
  );
  return rows.map(({ classGroupId: id, className, by, ...row }) => ({
    ...row,
    reach: id ? 'class' : 'own',
    classGroup: id ? { id, name: className ?? '–' } : null,
    by: by ?? '–',
  }));
}
