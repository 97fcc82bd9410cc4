/** Licences of SPDX 3: expressions, texts, and the trees of the expanded licensing profile, as plain licences. */
import { findLicenseId, parseLicenseExpression } from '../../model/index.ts'
import type { BomLicenseText } from '../document/bom.ts'
import type { BomLicense } from '../document/element.ts'
import { asFields, type Fields, listOf, textOf, textsOf } from '../read/values.ts'
import { toOwnText } from '../spdx/document/license-values.ts'
import type { Graph, Node } from './graph.ts'
import { individuals } from './words.ts'

export interface Licenses {
  /** In the order of the document. */
  readonly texts: readonly BomLicenseText[]
  /** Undefined where the id names no licence, or a tree that cannot be written down. */
  readonly licenseOf: (id: string) => BomLicense | undefined
}

/** `https://spdx.org/licenses/MIT`, with either scheme. */
const listed = /^https?:\/\/spdx\.org\/licenses\/([A-Za-z0-9.+-]+)$/
/** Longer expressions are refused: a small tree of sets can stand for an endless text. */
const longest = 65_536

export function readLicenses(graph: Graph): Licenses {
  const texts = readTexts(graph)
  const own = new Map(
    [...texts].flatMap(([, text]): readonly (readonly [string, BomLicense])[] => {
      const license = toOwnText(text)
      return license === undefined ? [] : [[text.id, license]]
    }),
  )
  const known = new Map<string, string | undefined>()
  const writing: Writing = { graph, texts, known }
  return {
    texts: [...texts.values()],
    licenseOf: (id) => {
      const value = write(writing, id)
      return value === undefined ? undefined : (own.get(value) ?? toLicense(value))
    },
  }
}

function toLicense(value: string): BomLicense {
  if (findLicenseId(value) === value) return { kind: 'id', value }
  return { kind: parseLicenseExpression(value).ok ? 'expression' : 'name', value }
}

function readTexts({ nodes }: Graph): ReadonlyMap<string, BomLicenseText> {
  const keys = new Map<string, string>()
  for (const { fields } of nodes) {
    for (const item of listOf(fields, 'simplelicensing_customIdToUri')) {
      const [key, uri] = [textOf(asFields(item), 'key'), textOf(asFields(item), 'value')]
      if (key !== undefined && uri !== undefined && !keys.has(uri)) keys.set(uri, key)
    }
  }
  return new Map(
    nodes.filter(({ type }) => textTypes.has(type)).map((node) => [node.id, toText(node, keys.get(node.id))]),
  )
}

const textTypes: ReadonlySet<string> = new Set([
  'simplelicensing_SimpleLicensingText',
  'expandedlicensing_CustomLicense',
  'expandedlicensing_CustomLicenseAddition',
])

function toText({ id, type, fields }: Node, key: string | undefined): BomLicenseText {
  const isAddition = type === 'expandedlicensing_CustomLicenseAddition'
  const [name, comment] = [textOf(fields, 'name'), textOf(fields, 'comment')]
  const text = textOf(fields, isAddition ? 'expandedlicensing_additionText' : 'simplelicensing_licenseText')
  return {
    id: key ?? toKey(id, isAddition ? 'AdditionRef-' : 'LicenseRef-'),
    ...(name !== undefined && { name }),
    text: text ?? '',
    urls: textsOf(fields, 'expandedlicensing_seeAlso'),
    ...(comment !== undefined && { comment }),
  }
}

/** The end of the address, as the reference that an expression may use. */
function toKey(id: string, prefix: 'AdditionRef-' | 'LicenseRef-'): string {
  const end = id.slice(Math.max(id.lastIndexOf('#'), id.lastIndexOf('/')) + 1)
  const tail = end.slice(end.startsWith(prefix) ? prefix.length : 0)
  return `${prefix}${tail.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}`
}

interface Writing {
  readonly graph: Graph
  readonly texts: ReadonlyMap<string, BomLicenseText>
  /** Undefined while it is being written, so that a circle ends, and where it cannot be. */
  readonly known: Map<string, string | undefined>
}

function write(writing: Writing, id: string): string | undefined {
  if (writing.known.has(id)) return writing.known.get(id)
  writing.known.set(id, undefined)
  const text = writeNew(writing, id)
  const value = text === undefined || text.length > longest ? undefined : text
  writing.known.set(id, value)
  return value
}

type Writer = (writing: Writing, node: Node) => string | undefined

/** How each class of the licensing profiles is written down. */
const writers: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  [
    'simplelicensing_LicenseExpression',
    (_, { fields }) => textOf(fields, 'simplelicensing_licenseExpression'),
  ],
  ['expandedlicensing_ListedLicense', (_, { id, fields }) => findListed(id) ?? textOf(fields, 'name')],
  [
    'expandedlicensing_ListedLicenseException',
    (_, { id, fields }) => findListed(id) ?? textOf(fields, 'name'),
  ],
  ['expandedlicensing_ConjunctiveLicenseSet', (writing, { fields }) => writeSet(writing, fields, ' AND ')],
  ['expandedlicensing_DisjunctiveLicenseSet', (writing, { fields }) => writeSet(writing, fields, ' OR ')],
  [
    'expandedlicensing_OrLaterOperator',
    (writing, { fields }) => append(writeMember(writing, fields, 'expandedlicensing_subjectLicense'), '+'),
  ],
  [
    'expandedlicensing_WithAdditionOperator',
    (writing, { fields }) =>
      append(
        writeMember(writing, fields, 'expandedlicensing_subjectExtendableLicense'),
        append(' WITH ', writeMember(writing, fields, 'expandedlicensing_subjectAddition')),
      ),
  ],
])

function writeNew(writing: Writing, id: string): string | undefined {
  const node = writing.graph.byId.get(id)
  if (node === undefined) return individuals.get(id) ?? findListed(id)
  const writer = writers.get(node.type)
  return writer === undefined ? (writing.texts.get(id)?.id ?? individuals.get(id)) : writer(writing, node)
}

function writeMember(writing: Writing, fields: Fields, key: string): string | undefined {
  const id = textOf(fields, key)
  return id === undefined ? undefined : write(writing, id)
}

function findListed(id: string): string | undefined {
  const name = listed.exec(id)?.[1]
  return name === undefined ? undefined : (findLicenseId(name) ?? name)
}

function append(left: string | undefined, right: string | undefined): string | undefined {
  return left === undefined || right === undefined ? undefined : left + right
}

/** One member that cannot be written down makes the whole unwritable: half a set would be another licence. */
function writeSet(writing: Writing, fields: Fields, operator: ' AND ' | ' OR '): string | undefined {
  const ids = textsOf(fields, 'expandedlicensing_member')
  const parts: string[] = []
  let length = 0
  for (const id of ids) {
    const part = write(writing, id)
    if (part === undefined) return undefined
    length += part.length
    if (length > longest) return undefined
    parts.push(part.includes(' ') ? `(${part})` : part)
  }
  return parts.length === 0 ? undefined : parts.join(operator)
}
