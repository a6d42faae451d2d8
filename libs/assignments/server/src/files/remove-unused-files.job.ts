import { removeUnusedFiles } from '@bimtek/assignments-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { UnusedFiles } from './unused-files.service.ts';

@Handles(removeUnusedFiles)
export class RemoveUnusedFiles implements Handler<typeof removeUnusedFiles> {
  constructor(private readonly unused: UnusedFiles) {}

  run() {
    return this.unused.remove();
  }
}
