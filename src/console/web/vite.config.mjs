/** Builds the staff console into dist/console: own files only, each beside its gzip and brotli form. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import components from 'unplugin-vue-components/vite';
import { defineConfig } from 'vite';

const root = path.dirname(fileURLToPath(import.meta.url));
const outDir = path.resolve(root, '../../..', process.env.CONSOLE_OUT_DIR ?? 'dist/console');
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const SERVER = 'http://127.0.0.1:3000';

/** Text below a network packet gains nothing. */
const MIN_BYTES = 1400;

const compressOutput = {
  name: 'compress-output',
  apply: 'build',
  async closeBundle() {
    const files = await fs.readdir(outDir, { recursive: true });
    await Promise.all(
      files.filter((name) => /\.(?:html|js|css|svg)$/.test(name)).map((name) => compress(name)),
    );
  },
};

async function compress(name) {
  const file = path.join(outDir, name);
  const bytes = await fs.readFile(file);
  if (bytes.length < MIN_BYTES) return;
  await fs.writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  await fs.writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, BROTLI));
}

export default defineConfig({
  root,
  base: '/console/',
  plugins: [
    vue(),
    components({
      dirs: [],
      dts: false,
      resolvers: [ElementPlusResolver({ importStyle: 'css', directives: true })],
    }),
    compressOutput,
  ],
  build: {
    outDir,
    emptyOutDir: true,
    target: ['chrome87', 'edge88', 'firefox78', 'safari14'],
    // The policy of the pages allows no data: scripts and no inline anything.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
  },
  // `npx vite --config …` beside `npm start`: pages change as they are written.
  server: { proxy: { '/api': SERVER, '/media': SERVER } },
});
