import { checkImport, type Payload, runImport } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '../outbox/handles.ts';
import { ImportRunner } from './import-runner.ts';

@Handles(checkImport)
export class CheckImport implements Handler<typeof checkImport> {
  constructor(private readonly runner: ImportRunner) {}

  async run({ importId }: Payload<typeof checkImport>): Promise<void> {
    await this.runner.check(importId);
  }
}

@Handles(runImport)
export class RunImport implements Handler<typeof runImport> {
  constructor(private readonly runner: ImportRunner) {}

  async run({ importId }: Payload<typeof runImport>): Promise<void> {
    await this.runner.apply(importId);
  }
}
