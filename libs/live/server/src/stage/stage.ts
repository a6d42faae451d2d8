/** The stage of a session as it is kept: whatever makes an address for a person, never such an address. */
export type Stage =
  | { provider: 'link'; url: string }
  /** The name cannot be guessed: whoever knows it may be able to enter. */
  | { provider: 'jitsi'; room: string }
  | { provider: 'bigbluebutton' }
  | { provider: 'hall' };
