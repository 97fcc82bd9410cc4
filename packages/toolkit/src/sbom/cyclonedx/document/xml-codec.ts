/** CycloneDX XML, 1.0 to 1.7 in and 1.4 to 1.7 out. */
import { err, type Issue, ok } from '../../../base/index.ts'
import type { BomCodec } from '../../document/codec.ts'
import { writtenVersions } from '../fit/schema.ts'
import { readCycloneDxXml } from '../xml/read-document.ts'
import { writeCycloneDxXml } from '../xml/write-document.ts'
import { decodeTree } from './decode.ts'
import { encodeTree } from './encode.ts'
import { toVersioned } from './json-codec.ts'
import { placeCharacters } from './xml-characters.ts'

/** Namespaces of CycloneDX XML that there are. */
const versions: ReadonlySet<string> = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])

export const cycloneDxXmlCodec: BomCodec = {
  syntax: 'cyclonedx-xml',
  versions: writtenVersions,
  decode: (text, path) => {
    const read = readCycloneDxXml(text)
    if (!read.ok) return err({ ...read.error, level: 'error', path })
    const { tree, losses } = read.value
    const problem = xmlVersionIssues(tree.specVersion, path)
    const decoded = decodeTree(tree, path)
    return ok({
      ...decoded,
      losses: [...losses, ...decoded.losses],
      issues: [...problem, ...decoded.issues],
    })
  },
  encode: (document, version) => {
    const { tree, losses } = toVersioned(encodeTree(document), { version, syntax: 'cyclonedx-xml' })
    const written = writeCycloneDxXml(tree, version)
    return { text: written.text, losses: [...losses, ...placeCharacters(written.losses, document)] }
  },
}

/** A version that is not known is read as far as it is like the others, and that is said. */
export function xmlVersionIssues(version: unknown, path: string): readonly Issue[] {
  if (typeof version === 'string' && versions.has(version)) return []
  const message = `expected CycloneDX ${[...versions].join(', ')}, found ${JSON.stringify(version)}; read as far as it is alike`
  return [{ code: 'FORMAT_VERSION_UNSUPPORTED', level: 'warning', path, message }]
}
