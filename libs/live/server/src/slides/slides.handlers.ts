import { drawSlides, removeSlideFiles } from '@bimtek/live-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { SlideDrawings } from './slide-drawings.service.ts';

@Handles(drawSlides)
export class DrawSlides implements Handler<typeof drawSlides> {
  constructor(private readonly drawings: SlideDrawings) {}

  run(asked: Payload<typeof drawSlides>) {
    return this.drawings.draw(asked);
  }
}

@Handles(removeSlideFiles)
export class RemoveSlideFiles implements Handler<typeof removeSlideFiles> {
  constructor(private readonly drawings: SlideDrawings) {}

  run(asked: Payload<typeof removeSlideFiles>) {
    return this.drawings.removeFiles(asked);
  }
}
