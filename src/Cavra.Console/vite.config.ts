import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { apiPaths } from './build/api-paths.ts';
import { precompress } from './build/precompress.ts';

const server = 'http://127.0.0.1:8000';

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
  server: { port: 5173, strictPort: true, proxy: { [apiPaths]: { target: server, changeOrigin: false } } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
