/** A digest of everything that the generated validators are made of: a test compares it with the one they carry. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)
const vendor = new URL('packages/toolkit/src/sbom/schemas/vendor/', root)

/** SHA-256 over names and bytes of the schemas and of the code that is compiled in. */
export function digestInputs(): string {
  const code = ['compile.ts', 'formats.ts', 'unique.ts'].map((name) => new URL(`tools/schemas/${name}`, root))
  const schemas = readdirSync(vendor)
    .sort()
    .map((name) => new URL(name, vendor))
  const hash = createHash('sha256')
  for (const file of [...code, ...schemas]) {
    hash
      .update(`${file.pathname.slice(root.pathname.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}
