import { getSummary } from '@bimtek/insight-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { SummaryService } from './summary.service.ts';

@Controller()
export class SummaryController {
  constructor(private readonly summaries: SummaryService) {}

  @Endpoint(getSummary)
  summary(@Me() me: Actor, @Input() { query }: InputOf<typeof getSummary>) {
    return this.summaries.summary(me, query);
  }
}
