/**
 * The bench's upper end: a bare `node:http` server that reads each body and answers `success`. When it
 * is not much faster than `co-wechat`, the load generator is what was measured, and the run is void.
 * Prints its port when it listens.
 *   PORT
 */
const http = require('node:http');

const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 7 });
    response.end('success');
  });
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(server.address().port));
process.on('SIGTERM', () => process.exit());
