import { endpoint } from '@bimtek/platform-contracts';
import { Controller } from '@nestjs/common';
import * as z from 'zod';
import { Endpoint } from './endpoint.ts';
import { OpenApi } from './openapi.ts';

export const getOpenApi = endpoint({
  name: 'getOpenApi',
  summary: 'This document',
  method: 'GET',
  path: 'openapi.json',
  allow: 'public',
  result: z.record(z.string(), z.unknown()),
});

@Controller()
export class ApiDocumentsController {
  constructor(private readonly openApi: OpenApi) {}

  @Endpoint(getOpenApi)
  getOpenApi() {
    return this.openApi.document();
  }
}
