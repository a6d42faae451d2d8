import http from 'node:http';
import net, { type AddressInfo } from 'node:net';

/** The cookie by which a device stays with one process; long-polling needs it. */
export const AFFINITY = 'bimtek_process';

export interface AffinityProxy {
  url: string;
  close(): Promise<void>;
}

/**
 * What stands in front of several api processes: each request and websocket goes to the process that its cookie names, or
 * to the next that answers when that one is gone. Ports may be those of processes that come and go.
 */
export async function anAffinityProxy(ports: readonly number[]): Promise<AffinityProxy> {
  let turn = 0;
  /** The ports in the order in which they are tried for this device. */
  const order = (cookies = ''): number[] => {
    const named = Number(new RegExp(`${AFFINITY}=(\\d+)`).exec(cookies)?.[1] ?? turn++) % ports.length;
    return ports.map((_, index) => ports[(named + index) % ports.length] ?? 0);
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => pass(order(request.headers.cookie)));
    const pass = ([port, ...others]: number[]): void => {
      if (port === undefined) {
        response.writeHead(503).end();
        return;
      }
      const { method, url, headers } = request;
      const onward = http.request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, {
          ...answer.headers,
          'set-cookie': [
            ...(answer.headers['set-cookie'] ?? []),
            `${AFFINITY}=${ports.indexOf(port)}; Path=/; HttpOnly`,
          ],
        });
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      });
      onward.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED' && !response.headersSent) pass(others);
        else response.destroy();
      });
      onward.end(Buffer.concat(chunks));
    };
  });
  server.on('upgrade', (request, socket, head) => {
    const pass = ([port, ...others]: number[]): void => {
      if (port === undefined) {
        socket.destroy();
        return;
      }
      const onward = net.connect(port, '127.0.0.1');
      onward.once('connect', () => {
        const lines = [`GET ${request.url ?? '/'} HTTP/1.1`];
        for (let at = 0; at < request.rawHeaders.length; at += 2)
          lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
        onward.write(`${lines.join('\r\n')}\r\n\r\n`);
        if (head.length > 0) onward.write(head);
        onward.pipe(socket).pipe(onward);
        onward.once('close', () => socket.destroy());
      });
      onward.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') pass(others);
        else socket.destroy();
      });
      socket.on('close', () => onward.destroy());
      socket.on('error', () => onward.destroy());
    };
    pass(order(request.headers.cookie));
  });
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
