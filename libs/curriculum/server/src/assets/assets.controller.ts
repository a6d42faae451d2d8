import { getAsset } from '@bimtek/curriculum-contracts';
import type { InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Reply } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Assets } from './assets.service.ts';

@Controller()
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  /** Figures are checked before they are stored; the policy of every answer of the api keeps one harmless that is opened by itself. */
  @Endpoint(getAsset)
  async getAsset(@Input() { params }: InputOf<typeof getAsset>, @Reply() reply: FastifyReply) {
    const asset = await this.assets.byHash(params.hash);
    void reply
      .header('content-type', `${asset.mediaType}; charset=utf-8`)
      .header('cache-control', 'private, max-age=31536000, immutable');
    return asset.bytes;
  }
}
