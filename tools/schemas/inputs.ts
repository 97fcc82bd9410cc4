/** A digest of everything that the generated validators are made of: a test compares it with the one they carry. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

/** By family: the folder of its schemas, the folder of its validators, and the tools that only it uses. */
export const families = {
  sbom: {
    vendor: 'packages/toolkit/src/sbom/schemas/vendor/',
    generated: 'packages/toolkit/src/sbom/generated/',
    tools: ['compile.ts'],
  },
  csaf: {
    vendor: 'packages/toolkit/src/csaf/validate/vendor/',
    generated: 'packages/toolkit/src/csaf/validate/generated/',
    tools: ['compile-csaf.ts', 'known-properties.ts'],
  },
} as const

/** SHA-256 over names and bytes of the schemas and of the code that is compiled in. */
export function digestInputs(family: keyof typeof families): string {
  const { tools } = families[family]
  const vendor = new URL(families[family].vendor, root)
  const code = [...tools, 'formats.ts', 'standalone.ts', 'unique.ts'].map(
    (name) => new URL(`tools/schemas/${name}`, root),
  )
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
