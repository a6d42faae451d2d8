import { closeExpiredAttempts } from '@bimtek/assessment-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { AttemptClosing } from './attempt-closing.service.ts';

@Handles(closeExpiredAttempts)
export class CloseExpiredAttempts implements Handler<typeof closeExpiredAttempts> {
  constructor(private readonly closing: AttemptClosing) {}

  run() {
    return this.closing.closeOverdue();
  }
}
