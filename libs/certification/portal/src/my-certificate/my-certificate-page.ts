import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MyCertificate } from '@bimtek/certification-contracts';
import { AsBytes, AsDate, Formats, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { Toasts, UiButton, UiEmpty, UiIcon, UiPill, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import type { IconName, Tone } from '@bimtek/platform-ui';
import { MyCertificateStore } from './my-certificate-store.ts';

type State = 'making' | 'ready' | 'revoked' | 'replaced';
const looks: Record<State, { tone: Tone; icon: IconName }> = {
  making: { tone: 'now', icon: 'clock' },
  ready: { tone: 'done', icon: 'check' },
  revoked: { tone: 'bad', icon: 'close' },
  replaced: { tone: 'none', icon: 'sync' },
};

/** The own certificate: its facts, its file, how others check it, and what happens next. */
@Component({
  selector: 'certification-my-certificate-page',
  imports: [
    AsBytes,
    AsDate,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiButton,
    UiEmpty,
    UiIcon,
    UiPill,
    UiRow,
    UiSkeleton,
  ],
  providers: [MyCertificateStore],
  templateUrl: './my-certificate-page.html',
  styleUrl: './my-certificate-page.css',
})
export class MyCertificatePage {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  protected readonly store = inject(MyCertificateStore);
  protected readonly canSend = typeof navigator.share === 'function';
  protected readonly state = computed(() => stateOf(this.store.certificate()));
  protected readonly look = computed(() => looks[this.state()]);
  protected readonly dates = computed(() => {
    const certificate = this.store.certificate();
    return certificate ? this.#formats.dateRange(certificate.startDate, certificate.endDate) : '';
  });
  /** What is said while there is no certificate. */
  protected readonly missing = computed(() => {
    const results = this.store.results();
    const say = (key: string) => ({
      heading: this.#words.t(`certificate.none.${key}`),
      text: this.#words.t(`certificate.none.${key}More`),
      showsResults: results !== null && key !== 'passed',
    });
    if (!results) return say('other');
    if (results.decision) return say(results.decision.outcome);
    const left = results.explanation.conditions.filter(({ state }) => state !== 'met').length;
    if (left === 0) return say('waiting');
    const heading = this.#words.count('certificate.none.left', left);
    return { heading, text: this.#words.t('certificate.none.leftMore'), showsResults: true };
  });

  protected readonly stateOf = stateOf;

  protected lookOf(certificate: MyCertificate) {
    return looks[stateOf(certificate)];
  }

  protected linkText({ checkUrl }: MyCertificate): string {
    return checkUrl.replace(/^https?:\/\//, '');
  }

  protected async send({
    checkUrl: url,
    trainingName,
    verificationCode: code,
  }: MyCertificate): Promise<void> {
    const text = this.#words.t('certificate.share.text', { training: trainingName, code });
    // Closing the sheet of the phone is not an error.
    await navigator.share({ text, url }).catch(() => undefined);
  }

  protected async copy({ checkUrl }: MyCertificate): Promise<void> {
    const isCopied = await navigator.clipboard.writeText(checkUrl).then(
      () => true,
      () => false,
    );
    this.#toasts.show(this.#words.t(`certificate.share.${isCopied ? 'copied' : 'notCopied'}`));
  }
}

function stateOf(certificate: MyCertificate | undefined): State {
  if (!certificate) return 'making';
  if (certificate.validity !== 'valid') return certificate.validity;
  return certificate.isReady ? 'ready' : 'making';
}
