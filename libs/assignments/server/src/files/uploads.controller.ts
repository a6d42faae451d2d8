import { beginUpload, dropUpload, getUploadOffset, sendPiece } from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me, Request } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Uploads } from './uploads.service.ts';

@Controller()
export class UploadsController {
  constructor(private readonly uploads: Uploads) {}

  @Endpoint(beginUpload)
  begin(@Me() me: Actor, @Request() { headers }: FastifyRequest) {
    return this.uploads.begin(me, { headers });
  }

  @Endpoint(getUploadOffset)
  offset(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof getUploadOffset>,
    @Request() { headers }: FastifyRequest,
  ) {
    return this.uploads.goOn(me, params.uploadId, { method: 'HEAD', headers });
  }

  @Endpoint(sendPiece)
  send(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof sendPiece>,
    @Request() { headers, body }: FastifyRequest,
  ) {
    const piece = body instanceof Readable ? { body } : {};
    return this.uploads.goOn(me, params.uploadId, { method: 'PATCH', headers, ...piece });
  }

  @Endpoint(dropUpload)
  drop(
    @Me() me: Actor,
    @Input() { params }: InputOf<typeof dropUpload>,
    @Request() { headers }: FastifyRequest,
  ) {
    return this.uploads.goOn(me, params.uploadId, { method: 'DELETE', headers });
  }
}
