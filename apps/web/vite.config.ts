/** How the web application is built: hashed files, nothing inline, one first page and lazy pages. Vite asks for a default export. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { formatChartStyle } from '../../packages/ui/src/style/charts.ts'
import { formatLook } from '../../packages/ui/src/style/look.ts'

const lookId = 'virtual:look.css'

/** The common look as a style sheet of its own: tokens and base rules are written once, in `packages/ui`. */
function look(): Plugin {
  return {
    name: 'occtet-look',
    resolveId: (id) => (id === lookId ? `\0${lookId}` : undefined),
    load: (id) => (id === `\0${lookId}` ? formatLook() + formatChartStyle() : undefined),
  }
}

// oxlint-disable-next-line import/no-default-export -- Vite reads the default export
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), look()],
  resolve: { conditions: ['@occtet/source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    manifest: 'manifest.json',
    emptyOutDir: true,
  },
  server: { proxy: { '/api': process.env.OCCTET_SERVER ?? 'http://127.0.0.1:8080' } },
})
