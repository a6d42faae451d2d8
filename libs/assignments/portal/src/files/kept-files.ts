import { AssignmentCode, FileKind, UploadId } from '@bimtek/assignments-contracts';
import * as z from 'zod';
import { KeptWork } from '../autosave/kept-work.ts';

/** A chosen file that the server may not have whole; its bytes lie beside it, in `KeptBytes`, under the same name. */
export const KeptFile = z.object({
  name: z.string(),
  kind: FileKind,
  /** As chosen, before a photo was made smaller. */
  sizeBefore: z.int(),
  size: z.int(),
  /** What has arrived, as far as this device knows. */
  sent: z.int(),
  /** Once the server has begun to take it. */
  uploadId: UploadId.nullable(),
});
export type KeptFile = z.infer<typeof KeptFile>;

/** Each under `berkas:<person>:<assignment>/<id>`. */
export const keptFiles = () => new KeptWork('berkas:', KeptFile);

export const pieceOf = (code: AssignmentCode, id: string) => `${code}/${id}`;

/** The files kept of one assignment, or of all, by what they are kept as. */
export function keptPieces(
  personId: string,
  code?: AssignmentCode,
): { piece: string; id: string; code: AssignmentCode }[] {
  return keptFiles()
    .pieces(personId)
    .flatMap((piece) => {
      const [of, id] = piece.split('/');
      const known = AssignmentCode.safeParse(of).data;
      return known && id && (!code || known === code) ? [{ piece, id, code: known }] : [];
    });
}
