/** The same library of websockets that the sockets' server uses. */
import { createRequire } from 'node:module';

const here = createRequire(import.meta.url);
export const { WebSocket, WebSocketServer } = createRequire(here.resolve('engine.io'))('ws');
