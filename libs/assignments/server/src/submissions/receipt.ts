import { ReceiptCode } from '@bimtek/assignments-contracts';
import type { Ids } from '@bimtek/platform-server';

const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export function aReceiptCode(ids: Ids): ReceiptCode {
  const signs = ids.code(8, SIGNS);
  return ReceiptCode.parse(`K-${signs.slice(0, 4)}-${signs.slice(4)}`);
}
