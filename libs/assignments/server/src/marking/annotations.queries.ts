import { markingProblem, type MarkContent } from '@bimtek/assignments-contracts';
import type { EntityManager } from 'typeorm';

/** Notes belong to files of the version that is marked. */
export async function refuseUnknownFiles(
  tx: EntityManager,
  versionId: string,
  { annotations = [] }: Pick<MarkContent, 'annotations'>,
): Promise<void> {
  if (annotations.length === 0) return;
  const [version]: { files: string[] | null }[] = await tx.query(
    `SELECT content->'files' AS files FROM assignments_version WHERE id = $1`,
    [versionId],
  );
  const files = new Set(version?.files);
  const unknown = [...new Set(annotations.map(({ fileId }) => fileId))].filter((id) => !files.has(id));
  if (unknown.length > 0) throw markingProblem('file-unknown', { files: unknown });
}
