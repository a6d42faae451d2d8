import { downloadDataExport, getDataExport, requestDataExport } from '@bimtek/identity-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { DataExports } from './data-exports.service.ts';

@Controller()
export class DataExportController {
  constructor(private readonly exports: DataExports) {}

  @Endpoint(getDataExport)
  getDataExport(@Me() me: Actor) {
    return this.exports.last(me);
  }

  @Endpoint(requestDataExport)
  requestDataExport(@Me() me: Actor) {
    return this.exports.request(me);
  }

  @Endpoint(downloadDataExport)
  downloadDataExport(@Me() me: Actor, @Input() { params }: InputOf<typeof downloadDataExport>) {
    return this.exports.download(me, params.exportId);
  }
}
