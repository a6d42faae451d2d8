import { commonProblem, type Endpoint as EndpointContract, type InputOf } from '@bimtek/platform-contracts';
import {
  applyDecorators,
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  Head,
  HttpCode,
  Patch,
  Post,
  Put,
  Res,
  SetMetadata,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { pipeline, Readable, Transform } from 'node:stream';
import { parseInput } from './input.ts';

export const ENDPOINT = 'bimtek:endpoint';
const METHODS = { GET: Get, HEAD: Head, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete };

/** The route as the router knows it: below `/api/`, unless the contract's path begins with a slash. */
export function routeOf(contract: EndpointContract): string {
  return contract.path.startsWith('/') ? contract.path : `/api/${contract.path}`;
}

/** Makes a method the handler of an endpoint: its route, its permission and its response come from the contract. */
export function Endpoint(contract: EndpointContract): MethodDecorator {
  return applyDecorators(
    SetMetadata(ENDPOINT, contract),
    METHODS[contract.method](routeOf(contract)),
    HttpCode(contract.result || contract.download ? 200 : 204),
  );
}

export function contractOf(context: ExecutionContext): EndpointContract | undefined {
  return Reflect.getMetadata(ENDPOINT, context.getHandler()) as EndpointContract | undefined;
}

/** `{ params, query, body }` of the request, parsed by the endpoint's contract; 422 when they do not fit. */
export const Input = createParamDecorator(
  (_: unknown, context: ExecutionContext): InputOf<EndpointContract> => {
    const contract = contractOf(context);
    if (!contract)
      throw new Error(`${context.getClass().name}.${context.getHandler().name} has no @Endpoint`);
    return parseInput(contract, context.switchToHttp().getRequest<FastifyRequest>());
  },
);

/** The person who asks. Only for endpoints that are not public. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw new Error('@Me() on a public endpoint');
  return actor;
});

/** For the few handlers that read a cookie or an address. */
export const Request = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<FastifyRequest>(),
);
/** For the few handlers that set a cookie; they still return their result. */
export const Reply = () => Res({ passthrough: true });

export interface UploadedFile {
  stream: Readable;
  fileName: string;
}

/** The file that is being sent as the raw body of an endpoint with `upload`; reading past its limit fails with 413. */
export const Uploaded = createParamDecorator((_: unknown, context: ExecutionContext): UploadedFile => {
  const contract = contractOf(context);
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (!contract?.upload) throw new Error('@Uploaded() on an endpoint without upload');
  if (!(request.body instanceof Readable)) throw commonProblem('unsupported-media-type');
  const { fileName } = request.query as { fileName?: unknown };
  return {
    stream: limited(request.body, contract.upload.maxBytes),
    fileName: typeof fileName === 'string' ? fileName.slice(0, 200) : 'file',
  };
});

/** The same bytes, failing with 413 as soon as one too many arrives. */
function limited(bytes: Readable, maxBytes: number): Readable {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      seen += chunk.byteLength;
      if (seen > maxBytes) done(commonProblem('body-too-large', { maxBytes }));
      else done(null, chunk);
    },
  });
  return pipeline(bytes, counter, () => undefined);
}
