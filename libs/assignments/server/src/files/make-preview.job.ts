import { makePreview } from '@bimtek/assignments-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { Previews } from './preview/previews.service.ts';

@Handles(makePreview)
export class MakePreview implements Handler<typeof makePreview> {
  constructor(private readonly previews: Previews) {}

  run(asked: Payload<typeof makePreview>) {
    return this.previews.make(asked);
  }
}
