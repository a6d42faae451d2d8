import { signal } from '@angular/core';

/** Longest recording; a trainer listens to 45 of them in an evening. */
export const RECORDING_SECONDS = 60;
/** A minute of speech in about 240 KB. */
const BITS_PER_SECOND = 32_000;

/** Why nothing is recorded. `refused`: by the person or the device; `missing`: there is no microphone, or no way to it. */
export type RecordingFault = 'refused' | 'missing' | 'broken';

export interface Recorded {
  file: File;
  seconds: number;
}

const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];

/** One recording with the microphone: begun, ended by hand or by the clock, and then a file. */
export class SoundRecording {
  readonly seconds = signal(0);
  /** How loud it is now, 0 to 1. */
  readonly level = signal(0);
  #stop: (() => void) | undefined;
  #cancel: (() => void) | undefined;

  /** Resolves when the recording has ended; undefined when it was given up. Rejects with a `RecordingFault`. */
  async record(): Promise<Recorded | undefined> {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices?.getUserMedia || typeof MediaRecorder === 'undefined') throw faultFor('missing');
    let stream: MediaStream;
    try {
      stream = await devices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
    } catch (cause) {
      const name = (cause as DOMException).name;
      throw faultFor(name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'missing');
    }
    const endMeter = this.#measure(stream);
    let clock: ReturnType<typeof setInterval> | undefined;
    try {
      const type = types.find((one) => MediaRecorder.isTypeSupported(one));
      const recorder = new MediaRecorder(stream, {
        audioBitsPerSecond: BITS_PER_SECOND,
        ...(type ? { mimeType: type } : {}),
      });
      const parts: Blob[] = [];
      const begun = performance.now();
      const passed = () => Math.min(RECORDING_SECONDS, (performance.now() - begun) / 1000);
      return await new Promise<Recorded | undefined>((resolve, reject) => {
        let isGivenUp = false;
        recorder.ondataavailable = ({ data }) => parts.push(data);
        recorder.onerror = () => reject(faultFor('broken'));
        recorder.onstop = () => {
          if (isGivenUp) return resolve(undefined);
          const seconds = passed();
          const mediaType = (recorder.mimeType || type || 'audio/webm').split(';')[0] ?? 'audio/webm';
          const bytes = new Blob(parts, { type: mediaType });
          if (bytes.size === 0) return reject(faultFor('broken'));
          resolve({ file: new File([bytes], nameOf(mediaType), { type: mediaType }), seconds });
        };
        this.#stop = () => recorder.state !== 'inactive' && recorder.stop();
        this.#cancel = () => {
          isGivenUp = true;
          this.#stop?.();
        };
        clock = setInterval(() => {
          this.seconds.set(passed());
          if (passed() >= RECORDING_SECONDS) this.#stop?.();
        }, 200);
        recorder.start(1_000);
      });
    } finally {
      clearInterval(clock);
      endMeter();
      // The light of the microphone goes out at once.
      for (const track of stream.getTracks()) track.stop();
    }
  }

  stop(): void {
    this.#stop?.();
  }

  giveUp(): void {
    this.#cancel?.();
  }

  #measure(stream: MediaStream): () => void {
    if (typeof AudioContext === 'undefined') return () => undefined;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples);
      const loudest = samples.reduce((most, one) => Math.max(most, Math.abs(one - 128)), 0);
      this.level.set(Math.min(1, loudest / 90));
    }, 100);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }
}

export class RecordingRefused extends Error {
  constructor(readonly fault: RecordingFault) {
    super(fault);
  }
}
const faultFor = (fault: RecordingFault) => new RecordingRefused(fault);

function nameOf(mediaType: string): string {
  const ending = mediaType === 'audio/mp4' ? 'm4a' : mediaType === 'audio/ogg' ? 'ogg' : 'webm';
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `rekaman-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.${ending}`;
}
