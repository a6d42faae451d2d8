import { getHome } from '@bimtek/insight-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { Endpoint, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { HomeService } from './home.service.ts';

@Controller()
export class HomeController {
  constructor(private readonly homes: HomeService) {}

  @Endpoint(getHome)
  home(@Me() me: Actor) {
    return this.homes.home(me);
  }
}
