import { connect, type Socket } from 'node:net';
import { httpStatusOf } from '../../src/platform/errors';
import { startHttpServer, type RunningServer } from '../../src/platform/http-server';
import { readBody } from '../../src/platform/read-body';

const LIMIT_BYTES = 1000;
/** More than what the sockets on both sides hold by themselves. */
const FAR_OVER_BYTES = 8_000_000;

let server: RunningServer;
let socket: Socket;
let received = '';

beforeAll(async () => {
  const words = { tooLarge: '太大', brokenOff: '没有传完' };
  server = await startHttpServer(
    async (request, response) => {
      try {
        response.end(String((await readBody(request, LIMIT_BYTES, words)).length));
      } catch (error) {
        response.statusCode = httpStatusOf(error);
        response.end();
      }
    },
    { host: '127.0.0.1', port: 0 },
  );
});
afterAll(() => server.close());

beforeEach(async () => {
  received = '';
  socket = connect(server.port, '127.0.0.1');
  socket.setEncoding('latin1').on('data', (chunk) => (received += String(chunk)));
  await new Promise((resolve) => socket.once('connect', resolve));
});
afterEach(() => void socket.destroy());

/** Sends one request, then resolves with what has come when the answer has been received. */
async function post(bytes: number): Promise<string> {
  const before = received.length;
  socket.write(`POST / HTTP/1.1\r\nHost: here\r\nContent-Length: ${bytes}\r\n\r\n`);
  socket.write(Buffer.alloc(bytes, 'a'));
  while (!received.slice(before).includes('\r\n\r\n')) {
    await new Promise((resolve) => socket.once('data', resolve));
  }
  return received.slice(before);
}

it('reads a body up to its limit', async () => {
  const answer = await post(LIMIT_BYTES);
  expect(answer).toMatch(/^HTTP\/1\.1 200 .*\r\n1000$/s);
});

it.each([LIMIT_BYTES + 1, 160_000, FAR_OVER_BYTES])(
  'answers 413 to %i bytes, and the next request on the same connection is answered too',
  async (bytes) => {
    expect(await post(bytes)).toMatch(/^HTTP\/1\.1 413 /);
    expect(await post(10)).toMatch(/^HTTP\/1\.1 200 .*\r\n10$/s);
    expect(received.match(/HTTP\/1\.1/g)).toHaveLength(2);
  },
);
