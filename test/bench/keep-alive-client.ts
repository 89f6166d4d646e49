import { connect, type Socket } from 'node:net';

/** What came back: the status, and when, in `performance.now()` milliseconds. */
export type OnAnswer = (status: number, at: number) => void;

/** One keep-alive connection to an HTTP server that answers with Content-Length; one request at a time. */
export interface Connection {
  /** @param request the whole request, headers and body */
  send(request: Buffer, onAnswer: OnAnswer): void;
  close(): void;
}

/**
 * As little as a client can be, so that the machine is left to the server.
 * @param onBroken the connection ended while an answer was due, or was not understood
 */
export async function openConnection(
  port: number,
  onBroken: (error: Error) => void,
): Promise<Connection> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return wrap(socket, onBroken);
}

function wrap(socket: Socket, onBroken: (error: Error) => void): Connection {
  let waiting: OnAnswer | null = null;
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    const text = rest === '' ? String(chunk) : rest + String(chunk);
    const answer = readAnswer(text);
    rest = answer === null ? text : '';
    if (answer === null || !waiting) return;
    const onAnswer = waiting;
    waiting = null;
    onAnswer(answer, performance.now());
  });
  socket.on('error', onBroken);
  socket.on('close', () => {
    if (waiting) onBroken(new Error('the server closed a connection with a request on it'));
  });
  return {
    send(request, onAnswer) {
      waiting = onAnswer;
      socket.write(request);
    },
    close() {
      waiting = null;
      socket.destroy();
    },
  };
}

/** @returns the status, or null while the answer is not there whole */
function readAnswer(text: string): number | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end + 2))?.[1];
  if (length === undefined) throw new Error(`no Content-Length: ${text.slice(0, 300)}`);
  return text.length >= end + 4 + Number(length) ? Number(text.slice(9, 12)) : null;
}
