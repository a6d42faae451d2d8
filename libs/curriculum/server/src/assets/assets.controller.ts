import { getAsset } from '@bimtek/curriculum-contracts';
import type { InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Reply } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Assets } from './assets.service.ts';

@Controller()
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  /** Figures are checked before they are stored; this policy keeps one that is opened by itself harmless all the same. */
  @Endpoint(getAsset)
  async getAsset(@Input() { params }: InputOf<typeof getAsset>, @Reply() reply: FastifyReply) {
    const asset = await this.assets.byHash(params.hash);
    void reply
      .header('content-type', `${asset.mediaType}; charset=utf-8`)
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, max-age=31536000, immutable');
    return asset.bytes;
  }
}
