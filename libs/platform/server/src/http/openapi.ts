import { commonProblem, type Endpoint, type ProblemTable, type Schema } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import * as z from 'zod';
import { ENDPOINT, routeOf } from './endpoint.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of everything that is routed in this process, made from the contracts alone. */
@Injectable()
export class OpenApi {
  #document: Json | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Every endpoint that a controller handles. */
  endpoints(): Endpoint[] {
    return this.discovery.getControllers().flatMap(({ instance }) => {
      if (!instance) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((name) => Reflect.getMetadata(ENDPOINT, prototype[name] as object) as Endpoint | undefined)
        .filter((contract) => contract !== undefined);
    });
  }

  document(): Json {
    this.#document ??= openApiOf(this.endpoints());
    return this.#document;
  }
}

export function openApiOf(endpoints: Endpoint[]): Json {
  const schemas: Record<string, Json> = {};
  const paths: Record<string, Record<string, Json>> = {};
  for (const contract of endpoints) {
    const path = routeOf(contract).replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[contract.method.toLowerCase()] = operationOf(contract, schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ruang Bimtek',
      version: '1',
      description:
        'Refusals are RFC 9457 problem details. A request that does not fit its contract is 422 with pointers.',
    },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => a.localeCompare(b))),
    components: {
      schemas: { ...schemas, Problem: PROBLEM },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'bimtek_session' } },
    },
  };
}

const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', examples: ['/problems/not-found'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } },
    },
  },
};

function operationOf(contract: Endpoint, schemas: Record<string, Json>): Json {
  const tag = /^\/?([\w-]+)/.exec(contract.path)?.[1] ?? 'other';
  const parameters = [
    ...parametersOf(contract.params, 'path', schemas),
    ...parametersOf(contract.query, 'query', schemas),
  ];
  return {
    operationId: contract.name,
    summary: contract.summary,
    tags: [tag],
    'x-allow': contract.allow,
    ...(contract.allow === 'public' ? {} : { security: [{ session: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBodyOf(contract, schemas),
    responses: responsesOf(contract, schemas),
  };
}

function requestBodyOf(contract: Endpoint, schemas: Record<string, Json>): Json {
  if (contract.upload) {
    const schema = { type: 'string', format: 'binary' };
    return {
      requestBody: {
        required: true,
        description: `At most ${contract.upload.maxBytes} bytes; one of ${contract.upload.accepts.join(', ')}`,
        content: { 'application/octet-stream': { schema } },
      },
    };
  }
  if (!contract.body) return {};
  const schema = jsonSchema(contract.body, 'input', schemas);
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

function responsesOf(contract: Endpoint, schemas: Record<string, Json>): Json {
  const responses: Record<string, Json> = {};
  if (contract.result) {
    const schema = jsonSchema(contract.result, 'output', schemas);
    responses['200'] = { description: 'Done', content: { 'application/json': { schema } } };
  } else if (contract.download) {
    const schema = { type: 'string', format: 'binary' };
    responses['200'] = { description: 'The file', content: { [contract.download]: { schema } } };
  } else {
    responses['204'] = { description: 'Done' };
  }
  const codes = Object.entries(expectedProblems(contract)).map(([code, [status, title]]) => ({
    code,
    status,
    title,
  }));
  for (const [status, group] of Map.groupBy(codes, (problem) => problem.status)) {
    responses[String(status)] = {
      description: group.map((problem) => `\`${problem.code}\`: ${problem.title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return responses;
}

function expectedProblems(contract: Endpoint): ProblemTable {
  const common = commonProblem.table;
  return {
    ...(contract.problems?.table ?? {}),
    ...(contract.allow === 'public' ? {} : { 'not-signed-in': common['not-signed-in'] }),
    ...(contract.allow.includes('.') ? { 'not-allowed': common['not-allowed'] } : {}),
    ...(contract.params ? { 'not-found': common['not-found'] } : {}),
    ...(contract.params || contract.query || contract.body
      ? { 'invalid-request': common['invalid-request'] }
      : {}),
  };
}

function parametersOf(
  schema: Schema | undefined,
  place: 'path' | 'query',
  schemas: Record<string, Json>,
): Json[] {
  if (!schema) return [];
  const object = jsonSchema(schema, 'input', schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (object.required ?? []).includes(name),
    schema: property,
  }));
}

/** JSON Schema (2020-12, as OpenAPI 3.1 takes it) of a contract's part; schemas with an `id` become components. */
function jsonSchema(schema: Schema, io: 'input' | 'output', schemas: Record<string, Json>): Json {
  const { $defs, $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & {
    $defs?: Record<string, Json>;
  };
  void $schema;
  const fix = (value: unknown): unknown => rewriteRefs(value);
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] ??= fix(definition) as Json;
  const { id } = rest as { id?: string };
  if (id) {
    const { id: _id, ...named } = rest;
    schemas[id] ??= fix(named) as Json;
    return { $ref: `#/components/schemas/${id}` };
  }
  return fix(rest) as Json;
}

function rewriteRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewriteRefs);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, rewriteRefs(inner)],
    ),
  );
}
