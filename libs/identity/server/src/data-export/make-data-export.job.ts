import { makeDataExport } from '@bimtek/identity-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { DataExports } from './data-exports.service.ts';

@Handles(makeDataExport)
export class MakeDataExport implements Handler<typeof makeDataExport> {
  constructor(private readonly exports: DataExports) {}

  run({ exportId }: Payload<typeof makeDataExport>): Promise<void> {
    return this.exports.make(exportId);
  }
}
