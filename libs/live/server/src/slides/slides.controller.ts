import { getSlide, getSlides, putSlides, removeSlides } from '@bimtek/live-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import {
  Endpoint,
  FileSender,
  Input,
  Me,
  Request,
  Uploaded,
  type UploadedFile,
} from '@bimtek/platform-server';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Slides } from './slides.service.ts';

@Controller()
export class SlidesController {
  constructor(
    private readonly slides: Slides,
    private readonly sender: FileSender,
  ) {}

  @Endpoint(getSlides)
  getSlides(@Me() me: Actor, @Input() { params }: InputOf<typeof getSlides>) {
    return this.slides.of(me, params.sessionId);
  }

  @Endpoint(getSlide)
  async getSlide(
    @Me() me: Actor,
    @Input() { params: { sessionId, deckId, page } }: InputOf<typeof getSlide>,
    @Request() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const file = await this.slides.page(me, sessionId, deckId, page);
    // Going back a page must not cost data again, and a picture never changes under its address.
    void reply.header('cache-control', 'private, max-age=86400, immutable');
    return this.sender.send(request, reply, file, { isShown: true });
  }

  @Endpoint(putSlides)
  putSlides(@Me() me: Actor, @Input() { params }: InputOf<typeof putSlides>, @Uploaded() file: UploadedFile) {
    return this.slides.put(me, params.sessionId, file);
  }

  @Endpoint(removeSlides)
  removeSlides(@Me() me: Actor, @Input() { params }: InputOf<typeof removeSlides>) {
    return this.slides.remove(me, params.sessionId);
  }
}
