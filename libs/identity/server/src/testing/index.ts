export { aPasskey } from './some-passkey.ts';
