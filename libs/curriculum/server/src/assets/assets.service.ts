import { found } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { Asset } from './asset.entity.ts';

@Injectable()
export class Assets {
  readonly #kept = new LRUCache<string, Asset>({
    maxSize: 16 * 1024 * 1024,
    sizeCalculation: (asset) => asset.bytes.length,
  });

  constructor(private readonly db: DataSource) {}

  async byHash(hash: string): Promise<Asset> {
    const kept = this.#kept.get(hash);
    if (kept) return kept;
    const asset = found(await this.db.manager.findOneBy(Asset, { hash }));
    this.#kept.set(hash, asset);
    return asset;
  }
}
