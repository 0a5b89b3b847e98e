import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { precompress } from './build/precompress.ts';

const server = 'http://127.0.0.1:8000';

// Everything that is not a page or a file of the console is the API's.
const api = '^/(access|connectors|console/(config|session|security-boundary)|evidence|events|health|obligations|openapi|runtime|swagger)(/|$|\\?)';

export default defineConfig({
  // Beside the page, so that a gateway may serve both below a path.
  base: './',
  plugins: [react(), precompress()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
  },
  server: { port: 5173, strictPort: true, proxy: { [api]: { target: server, changeOrigin: false } } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
