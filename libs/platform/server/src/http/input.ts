import {
  commonProblem,
  type Endpoint,
  type FieldError,
  type InputOf,
  type Schema,
} from '@bimtek/platform-contracts';
import type { FastifyRequest } from 'fastify';

/** Parses path, query and body by the contract. Throws 422 `invalid-request` with every place that does not fit. */
export function parseInput<E extends Endpoint>(contract: E, request: FastifyRequest): InputOf<E> {
  const errors: FieldError[] = [];
  const params = part(contract.params, request.params, '#path', errors);
  const query = part(contract.query, request.query, '#query', errors);
  const body = contract.upload ? undefined : part(contract.body, request.body ?? undefined, '#', errors);
  if (errors.length > 0) throw commonProblem('invalid-request', { errors });
  return { params, query, body } as InputOf<E>;
}

function part(schema: Schema | undefined, value: unknown, root: string, errors: FieldError[]): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues.slice(0, 50)) {
    const path = issue.path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
    errors.push({ pointer: [root, ...path].join('/'), detail: issue.message });
  }
  return undefined;
}
