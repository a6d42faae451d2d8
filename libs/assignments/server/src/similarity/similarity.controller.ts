import {
  compareSimilarWork,
  getSimilarPhoto,
  listSimilarPhotos,
  listSimilarWork,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, FileSender, Input, Me, Request } from '@bimtek/platform-server';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SimilarPhotos } from './photos/similar-photos.service.ts';
import { Similarity } from './similarity.service.ts';

@Controller()
export class SimilarityController {
  constructor(
    private readonly similarity: Similarity,
    private readonly photos: SimilarPhotos,
    private readonly sender: FileSender,
  ) {}

  @Endpoint(listSimilarWork)
  list(@Me() me: Actor, @Input() { params }: InputOf<typeof listSimilarWork>) {
    return this.similarity.list(me, params.submissionId);
  }

  @Endpoint(compareSimilarWork)
  compare(@Me() me: Actor, @Input() { params }: InputOf<typeof compareSimilarWork>) {
    return this.similarity.sideBySide(me, params);
  }

  @Endpoint(listSimilarPhotos)
  listPhotos(@Me() me: Actor, @Input() { params }: InputOf<typeof listSimilarPhotos>) {
    return this.photos.list(me, params);
  }

  @Endpoint(getSimilarPhoto)
  async photo(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof getSimilarPhoto>,
    @Request() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const file = await this.photos.other(me, params);
    return this.sender.send(request, reply, file, { isShown: true, isRevalidated: true });
  }
}
