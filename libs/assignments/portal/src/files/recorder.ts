import { Component, DestroyRef, computed, inject, output, signal } from '@angular/core';
import { Formats, TranslocoPipe } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiMeter } from '@bimtek/platform-ui';
import { type Recorded, type RecordingFault, RecordingRefused, SoundRecording } from './sound-recording.ts';
import { findLength } from './sound-length.ts';
import { ToolIcon } from './tool-icon.ts';

/** Records up to a minute of sound; it is listened to before it is attached. */
@Component({
  selector: 'assignments-recorder',
  imports: [ToolIcon, TranslocoPipe, UiBanner, UiButton, UiMeter],
  templateUrl: './recorder.html',
  styleUrl: './recorder.css',
})
export class Recorder {
  readonly #formats = inject(Formats);
  readonly done = output<File>();
  readonly closed = output();

  protected readonly findLength = findLength;
  protected readonly recording = signal<SoundRecording | undefined>(undefined);
  protected readonly recorded = signal<(Recorded & { url: string }) | undefined>(undefined);
  protected readonly fault = signal<RecordingFault | undefined>(undefined);
  protected readonly time = computed(() => this.#timeOf(this.recording()?.seconds() ?? 0));
  protected readonly length = computed(() => this.#timeOf(this.recorded()?.seconds ?? 0));
  protected readonly size = computed(() => this.#formats.bytes(this.recorded()?.file.size ?? 0));

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.recording()?.giveUp();
      this.#forget();
    });
  }

  protected async begin(): Promise<void> {
    if (this.recording()) return;
    this.#forget();
    this.fault.set(undefined);
    const recording = new SoundRecording();
    this.recording.set(recording);
    try {
      const recorded = await recording.record();
      if (recorded) this.recorded.set({ ...recorded, url: URL.createObjectURL(recorded.file) });
    } catch (error) {
      this.fault.set(error instanceof RecordingRefused ? error.fault : 'broken');
    } finally {
      this.recording.set(undefined);
    }
  }

  protected attach(): void {
    const recorded = this.recorded();
    if (recorded) this.done.emit(recorded.file);
  }

  #forget(): void {
    const recorded = this.recorded();
    if (recorded) URL.revokeObjectURL(recorded.url);
    this.recorded.set(undefined);
  }

  #timeOf(seconds: number): string {
    return this.#formats.timeLeft(Math.floor(seconds));
  }
}
