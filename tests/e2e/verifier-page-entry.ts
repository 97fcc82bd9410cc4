/** The check with the page's own cryptography, for a test to call in a browser. */
import { verifyEvidencePackage } from '../../packages/toolkit/src/evidence-package/index.ts'
import { platform } from '../../apps/verifier/src/platform.ts'

type Row = readonly [path: string, base64: string]

async function verifyHere(rows: readonly Row[], options: { readonly at: string }): Promise<string> {
  const files = new Map(
    rows.map(([path, text]) => [path, Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]),
  )
  return JSON.stringify(await verifyEvidencePackage(files, { ...options, platform }))
}

Object.assign(globalThis, { verifyHere })
