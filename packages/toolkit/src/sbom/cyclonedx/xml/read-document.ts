/** The door for CycloneDX XML: text in, the JSON tree of the same version and the lines of its objects out. */
import { err, type JsonPath, ok, type Result } from '../../../base/index.ts'
import type { BomLoss } from '../../document/bom.ts'
import { createTally } from '../document/tally.ts'
import { asFields } from '../../read/values.ts'
import { readXml, type XmlNode, type XmlProblem } from './element.ts'
import { readObject, type Tree, type XmlReading } from './from-xml.ts'
import { readSpecial } from './special-from-xml.ts'

export interface CycloneDxXml {
  /** In the shape of CycloneDX JSON, `specVersion` after the namespace. */
  readonly tree: Tree
  /** 1-based line of the innermost object around the place. */
  readonly lineOf: (path: JsonPath) => number
  /** Parts of the XML that JSON has no place for: elements of other namespaces, signatures. */
  readonly losses: readonly BomLoss[]
}

const namespace = 'http://cyclonedx.org/schema/bom/'

/** Extensions of 1.1 and 1.2 whose elements are like those that came into the format later. */
const extensions: ReadonlySet<string> = new Set(['http://cyclonedx.org/schema/ext/dependency-graph/1.0'])

/** Undefined where the root is no `bom` of CycloneDX. */
export function versionOfRoot({ name, uri }: Pick<XmlNode, 'name' | 'uri'>): string | undefined {
  return name === 'bom' && uri.startsWith(namespace) ? uri.slice(namespace.length) : undefined
}

/** Untrusted text; never throws. */
export function readCycloneDxXml(text: string): Result<CycloneDxXml, XmlProblem> {
  const opened = readXml(text)
  if (!opened.ok) return opened
  const root = opened.value
  const version = versionOfRoot(root)
  if (version === undefined) {
    const message = 'expected an element "bom" of CycloneDX, found other XML'
    return err({ code: 'FORMAT_UNSUPPORTED', line: root.line, message })
  }
  const tally = createTally()
  const isOwn = (uri: string): boolean => uri === root.uri || extensions.has(uri)
  const reading: XmlReading = { tally, lines: new WeakMap(), isOwn, special: readSpecial }
  const members = readObject(root, 'bom', reading)
  const tree = { bomFormat: 'CycloneDX', specVersion: version, ...members }
  if (version === '1.5') keepOneIdentity(tree)
  reading.lines.set(tree, root.line)
  return ok({ tree, lineOf: (path) => lineOf(tree, path, reading.lines), losses: tally.list() })
}

function lineOf(tree: Tree, path: JsonPath, lines: WeakMap<object, number>): number {
  let line = lines.get(tree) ?? 1
  let value: unknown = tree
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return line
    value = (value as Record<string | number, unknown>)[key]
    if (typeof value === 'object' && value !== null) line = lines.get(value) ?? line
  }
  return line
}

/** The one version whose JSON has an object where the others have a list. */
function keepOneIdentity(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) keepOneIdentity(item)
  const fields = asFields(value) as Tree | undefined
  if (fields === undefined) return
  const evidence = asFields(fields.evidence) as Tree | undefined
  if (evidence !== undefined && Array.isArray(evidence.identity) && evidence.identity.length === 1) {
    evidence.identity = evidence.identity[0] as unknown
  }
  for (const member of Object.values(fields)) keepOneIdentity(member)
}
