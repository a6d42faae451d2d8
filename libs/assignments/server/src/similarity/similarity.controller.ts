import { compareSimilarWork, listSimilarWork } from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Similarity } from './similarity.service.ts';

@Controller()
export class SimilarityController {
  constructor(private readonly similarity: Similarity) {}

  @Endpoint(listSimilarWork)
  list(@Me() me: Actor, @Input() { params }: InputOf<typeof listSimilarWork>) {
    return this.similarity.list(me, params.submissionId);
  }

  @Endpoint(compareSimilarWork)
  compare(@Me() me: Actor, @Input() { params }: InputOf<typeof compareSimilarWork>) {
    return this.similarity.sideBySide(me, params);
  }
}
