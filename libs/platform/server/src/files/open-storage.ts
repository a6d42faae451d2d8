import { join } from 'node:path';
import type { Settings } from '../settings/settings.ts';
import { LocalDiskStorage } from './local-disk-storage.ts';
import type { Storage } from './storage.ts';

/** The storage that is set. What speaks S3 is loaded only where it is used. */
export async function openStorage({ s3, dataDir }: Pick<Settings, 's3' | 'dataDir'>): Promise<Storage> {
  if (!s3) return new LocalDiskStorage(join(dataDir, 'files'));
  const { S3Storage } = await import('./s3-storage.ts');
  return new S3Storage(s3);
}
