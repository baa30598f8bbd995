import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined files would need data: in the content security policy of scripts and fonts; everything stays a file.
    assetsInlineLimit: 0,
  },
  server: {
    port: 7801,
    proxy: { '/api': 'http://127.0.0.1:7800', '/openapi.json': 'http://127.0.0.1:7800', '/docs': 'http://127.0.0.1:7800' },
  },
});
