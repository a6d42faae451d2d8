import { getMyResults } from '@bimtek/graduation-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { Endpoint, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { MyResultsService } from './my-results.service.ts';

@Controller()
export class MyResultsController {
  constructor(private readonly myResults: MyResultsService) {}

  @Endpoint(getMyResults)
  async getMyResults(@Me() me: Actor) {
    return { results: await this.myResults.mine(me) };
  }
}
