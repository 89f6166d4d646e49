import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from './errors';

export interface RunningServer {
  /** The port that was taken: of use where 0 was asked for. */
  port: number;
  /** Takes no new connections, lets running requests finish, closes idle keep-alive sockets. */
  close(): Promise<void>;
}

/** Answers one request; it handles its own errors, so its promise is not waited for. */
export type HttpListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Starts an HTTP server.
 * @throws AppError bad_configuration with a sentence when the port is taken or not allowed
 */
export async function startHttpServer(
  listener: HttpListener,
  address: { host: string; port: number },
): Promise<RunningServer> {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(explainListenError(error, address)),
    );
    server.listen(address.port, address.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closeServer(server),
  };
}

function explainListenError(
  error: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
): Error {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `端口 ${port} 已经被别的程序占用。请先停掉它，或设置环境变量换一个端口，例如 PORT=${port + 1} npm start。`,
    EACCES: `没有权限使用端口 ${port}。请换一个 1024 以上的端口。`,
    EADDRNOTAVAIL: `这台机器没有地址 ${host}。请检查 HOST。`,
  };
  const sentence = sentences[error.code ?? ''];
  return sentence ? new AppError('bad_configuration', sentence, {}, { cause: error }) : error;
}

/** Idle sockets are closed again and again, because a socket may become idle after the first time. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
