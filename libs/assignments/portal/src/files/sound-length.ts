/**
 * A recording made in a browser does not say how long it is; the player finds out by looking at its end once. For the
 * `loadedmetadata` of an audio element.
 */
export function findLength({ target }: Event): void {
  const sound = target as HTMLAudioElement;
  if (sound.duration !== Infinity) return;
  const back = () => {
    if (sound.duration === Infinity) return;
    sound.removeEventListener('durationchange', back);
    sound.currentTime = 0;
  };
  sound.addEventListener('durationchange', back);
  sound.currentTime = Number.MAX_SAFE_INTEGER;
}
