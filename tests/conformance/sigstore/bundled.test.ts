/** The verifier as the command line ships it: bundled from CommonJS, loaded when needed, run by plain Node. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'

const entry = fileURLToPath(
  new URL('../../../packages/toolkit/src/adapters/sigstore/index.ts', import.meta.url),
)

describeShared('Sigstore verifier in a bundle', () => {
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'occtet-sigstore-'))
    await build({
      entryPoints: { main: entry },
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      outExtension: { '.js': '.mjs' },
      banner: {
        js: "import { createRequire as make } from 'node:module'; const require = make(import.meta.url);",
      },
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is loaded when a bundle is there to be checked, not before', () => {
    const main = readFileSync(join(folder, 'main.mjs'), 'utf8')
    const all = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    expect(main).not.toContain('TLOG_INCLUSION_PROOF_ERROR')
    expect(all.some((text) => text.includes('TLOG_INCLUSION_PROOF_ERROR'))).toBe(true)
  })

  test('answers yes and no', () => {
    const script = join(folder, 'ask.mjs')
    writeFileSync(
      script,
      `import { readFileSync } from 'node:fs'
       import { verifySigstoreBundle } from './main.mjs'
       const v = JSON.parse(readFileSync(process.argv[2], 'utf8'))
       const expected = { identity: v.certificateIdentity, issuer: v.certificateIssuer }
       for (const { id, bundle, trustedRoot, expect } of v.cases) {
         const { kind } = await verifySigstoreBundle({
           bundle: JSON.stringify(bundle), trustedRoot: JSON.stringify(v.trustedRoots[trustedRoot]),
           artifact: Buffer.from(v.artifact, 'base64'), expected })
         if ((kind === 'valid') !== (expect === 'accept')) console.log(id, kind)
         else console.log(kind)
       }`,
    )
    const out = execFileSync(process.execPath, [script, sharedPath('vectors/ledger/sigstore-bundle.json')])
    const lines = String(out).trim().split('\n')
    expect(lines.filter((line) => line === 'valid').length).toBe(7)
    expect(lines.filter((line) => line === 'invalid').length).toBe(14)
  })
})
