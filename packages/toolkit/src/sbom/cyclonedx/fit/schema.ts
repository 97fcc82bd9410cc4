/** The official JSON schemas as data, read when first asked for. */
import { texts } from '../../generated/cyclonedx-shapes.js'

/** The keywords that the CycloneDX schemas use; a list of types, and nothing else, is read in two ways. */
export interface SchemaNode {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly additionalProperties?: boolean | SchemaNode
  readonly required?: readonly string[]
  readonly items?: SchemaNode | readonly SchemaNode[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly oneOf?: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
  readonly allOf?: readonly SchemaNode[]
  readonly not?: SchemaNode
  readonly if?: SchemaNode
  readonly then?: SchemaNode
  readonly definitions?: Readonly<Record<string, SchemaNode>>
}

export interface SchemaFile {
  readonly name: string
  readonly root: SchemaNode
}

/** Versions that we write, oldest first. */
export const writtenVersions = ['1.4', '1.5', '1.6', '1.7'] as const
export type WrittenVersion = (typeof writtenVersions)[number]

const files = new Map<string, SchemaFile>()

export function schemaOf(version: WrittenVersion): SchemaFile {
  return fileOf(`bom-${version}.schema.json`)
}

function fileOf(name: string): SchemaFile {
  const known = files.get(name)
  if (known !== undefined) return known
  const text = texts[name]
  if (text === undefined) throw new Error(`no schema ${name} was compiled in`)
  const file: SchemaFile = { name, root: JSON.parse(text) as SchemaNode }
  files.set(name, file)
  return file
}

/** What a `$ref` of a file names; all of them name a whole file or a definition of one. */
export function resolve(reference: string, from: SchemaFile): { node: SchemaNode; file: SchemaFile } {
  const [name = '', pointer = ''] = reference.split('#')
  const file = name === '' ? from : fileOf(name)
  const node = pointer === '' ? file.root : file.root.definitions?.[pointer.replace('/definitions/', '')]
  if (node === undefined) throw new Error(`${file.name} has no ${reference}`)
  return { node, file }
}

/** Words that a member of a definition may have; undefined where any text will do. */
export function wordsOf(version: WrittenVersion, definition: string, member?: string): ReadonlySet<unknown> {
  const file = schemaOf(version)
  const own = file.root.definitions?.[definition]
  const found = member === undefined ? own : own?.properties?.[member]
  const node = found?.$ref === undefined ? found : resolve(found.$ref, file).node
  return new Set(node?.enum)
}
