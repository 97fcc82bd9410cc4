/** Whether an SBOM that lies in a tree is about the product itself, or about something that somebody supplied. */
import { roleOf } from '../../model/index.ts'

/** Folders at the top of a tree where people and builds put the SBOM of what they build. */
const outputs = new Set(
  '.sbom sbom sboms bom boms build target out output dist reports report artifacts artefacts release releases docs .github compliance security'.split(
    ' ',
  ),
)

/**
 * At the top of the tree or in a folder of outputs: about the product. Anywhere else (`suppliers/acme/bom.json`,
 * `third_party/zlib/zlib.spdx`) it is about a component, which is listed then and looked up like the others.
 */
export function describesProduct(path: string): boolean {
  const [first = '', ...rest] = path.split('/')
  if (rest.length === 0) return true
  return (
    outputs.has(first.toLowerCase()) && roleOf(`${path.slice(0, path.lastIndexOf('/'))}/x`) !== 'vendored'
  )
}
