import { compareWork, workHandedIn } from '@bimtek/assignments-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles, Outbox } from '@bimtek/platform-server';
import { DataSource } from 'typeorm';
import { SimilarPhotos } from './photos/similar-photos.service.ts';
import { Similarity } from './similarity.service.ts';

/** What is handed in is compared together with what comes at the same time. */
@Handles(workHandedIn)
export class CompareHandedInWork implements Handler<typeof workHandedIn> {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: Outbox,
  ) {}

  run({ versionId }: Payload<typeof workHandedIn>) {
    return this.outbox.add(this.db.manager, compareWork, { versionId });
  }
}

@Handles(compareWork)
export class CompareWork implements Handler<typeof compareWork> {
  constructor(
    private readonly similarity: Similarity,
    private readonly photos: SimilarPhotos,
  ) {}

  run(work: Payload<typeof compareWork>) {
    return this.runMany([work]);
  }

  async runMany(works: Payload<typeof compareWork>[]) {
    await this.similarity.compare(works);
    await this.photos.compareFilesOf(works.map(({ versionId }) => versionId));
  }
}
