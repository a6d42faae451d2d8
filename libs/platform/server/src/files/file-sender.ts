import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { disposition, Files } from './files.service.ts';
import { rangeOf } from './range.rules.ts';
import type { StoredFile } from './stored-file.entity.ts';

/**
 * Sends stored files to browsers, whole or in ranges, so that nothing in them ever runs: the type is ours, the browser does
 * not guess another, and opened as a page they stand in a sandbox that loads nothing.
 */
@Injectable()
export class FileSender {
  constructor(private readonly files: Files) {}

  /**
   * `isShown`: may be shown in place; otherwise it is saved. `isRevalidated`: the browser keeps it and asks each time
   * whether it may still show it; otherwise it keeps nothing, as on a phone that people share.
   */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    file: StoredFile,
    { isShown, isRevalidated = false }: { isShown: boolean; isRevalidated?: boolean },
  ): Promise<FastifyReply> {
    const { sizeBytes, sha256, mediaType, fileName } = file;
    const etag = `"${sha256}"`;
    void reply.headers({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; form-action 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      etag,
      ...(isRevalidated ? { 'cache-control': 'private, no-cache' } : {}),
    });
    if (isRevalidated && request.headers['if-none-match'] === etag) return reply.code(304).send();

    // A range of another file than this one, as of before, is no part of it.
    const isSame = [undefined, etag].includes(request.headers['if-range'] as string | undefined);
    const range = rangeOf(isSame ? request.headers.range : undefined, sizeBytes);
    if (range === 'none') {
      return reply.code(416).header('content-range', `bytes */${sizeBytes}`).send();
    }
    const bytes = await this.files.open(file, range === 'all' ? undefined : range);
    void reply.headers({
      'content-type': mediaType,
      'content-disposition': disposition(isShown ? 'inline' : 'attachment', fileName),
      'content-length': range === 'all' ? sizeBytes : range.last - range.first + 1,
    });
    if (range !== 'all') {
      void reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${sizeBytes}`);
    }
    return reply.send(bytes);
  }
}
