/** Builds the page that checks evidence packages: one HTML file, with its script and style in it and nothing of Node. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { formatVerifierPage } from '../apps/verifier/src/page/index.ts'
import { root } from './sources.ts'

/** Of the ground floor, digests are those of Node: the page computes its own. */
const browserDigests: Plugin = {
  name: 'browser-digests',
  setup(steps) {
    steps.onResolve({ filter: /^\.\/digest\.ts$/ }, ({ importer }) =>
      importer.includes('packages/toolkit/src/base/')
        ? { path: join(root, 'apps/verifier/src/digest.ts') }
        : undefined,
    )
  },
}

/** One script without Node in it, for the page or for a test in a browser. */
export async function bundleForBrowser(entry: string): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    treeShaking: true,
    conditions: ['@occtet/source'],
    external: ['node:*'],
    plugins: [browserDigests],
  })
  const script = result.outputFiles[0]?.text.trim() ?? ''
  if (/node:(?:crypto|zlib|buffer|fs)/.test(script)) throw new Error('the page would need Node')
  return script
}

/** The same bytes for the same sources and the same esbuild. */
export async function buildVerifierPage(): Promise<string> {
  const script = await bundleForBrowser('apps/verifier/src/main.ts')
  // An HTML parser ends a script element at this text, wherever it stands (HTML, 4.12.1.3).
  if (/<\/script|<!--/i.test(script)) throw new Error('the script holds a text that would end its element')
  return formatVerifierPage({
    script,
    hashOf: (text) => createHash('sha256').update(text).digest('base64'),
  })
}
