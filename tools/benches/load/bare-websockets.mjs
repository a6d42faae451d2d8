/** The limit of a broadcast: a server that does nothing but send one frame, built once, to all that are connected. */
import { WebSocket, WebSocketServer } from './ws.mjs';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.once('listening', () => console.log(server.address().port));

process.stdin.setEncoding('utf8').on('data', (lines) => {
  for (const _ of lines.trim().split('\n')) {
    const sent = (performance.timeOrigin + performance.now()).toFixed(1);
    const text = `@${sent}@ Acara dibuka pukul sembilan, siapkan pertanyaan.`.padEnd(340, '.');
    const frame = WebSocket.Sender.frame(Buffer.from(text), {
      readOnly: false,
      mask: false,
      rsv1: false,
      opcode: 1,
      fin: true,
    });
    for (const client of server.clients) client._sender.sendFrame(frame);
  }
});
