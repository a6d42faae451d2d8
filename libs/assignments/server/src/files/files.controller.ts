import {
  attachFile,
  getDecidedDocument,
  getDecidedFile,
  getMyDocument,
  getMyFile,
  getSubmittedDocument,
  getSubmittedFile,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, FileSender, Input, Me, Request } from '@bimtek/platform-server';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AttachedFiles } from './attached-files.service.ts';

/** What every browser shows without running anything, wherever it is opened. A PDF is drawn by our own pages, or saved. */
const SHOWN = /^(?:image\/(?:jpeg|png|webp)|audio\/(?:webm|mp4|ogg|mpeg))$/;

@Controller()
export class FilesController {
  constructor(
    private readonly files: AttachedFiles,
    private readonly sender: FileSender,
  ) {}

  @Endpoint(attachFile)
  attach(@Me() me: Actor, @Input() { params, body }: InputOf<typeof attachFile>) {
    return this.files.attach(me, params, body);
  }

  @Endpoint(getMyFile)
  async mine(
    @Me() me: Actor,
    @Input() { params, query }: InputOf<typeof getMyFile>,
    @Request() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const file = await this.files.mine(me, params, query.variant);
    return this.sender.send(request, reply, file, { isShown: !query.save && SHOWN.test(file.mediaType) });
  }

  @Endpoint(getMyDocument)
  myDocument(@Me() me: Actor, @Input() { params }: InputOf<typeof getMyDocument>) {
    return this.files.myDocument(me, params);
  }

  @Endpoint(getSubmittedFile)
  async submitted(
    @Me() me: Actor,
    @Input() { params, query }: InputOf<typeof getSubmittedFile>,
    @Request() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const file = await this.files.submitted(me, params, query.variant);
    const isShown = !query.save && SHOWN.test(file.mediaType);
    return this.sender.send(request, reply, file, { isShown, isRevalidated: true });
  }

  @Endpoint(getSubmittedDocument)
  submittedDocument(@Me() me: Actor, @Input() { params }: InputOf<typeof getSubmittedDocument>) {
    return this.files.submittedDocument(me, params);
  }

  @Endpoint(getDecidedFile)
  async disputed(
    @Me() me: Actor,
    @Input() { params, query }: InputOf<typeof getDecidedFile>,
    @Request() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const file = await this.files.disputed(me, params, query.variant);
    const isShown = !query.save && SHOWN.test(file.mediaType);
    return this.sender.send(request, reply, file, { isShown, isRevalidated: true });
  }

  @Endpoint(getDecidedDocument)
  disputedDocument(@Me() me: Actor, @Input() { params }: InputOf<typeof getDecidedDocument>) {
    return this.files.disputedDocument(me, params);
  }
}
