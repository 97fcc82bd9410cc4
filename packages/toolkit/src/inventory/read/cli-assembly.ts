/** What an assembly of .NET says of itself (ECMA-335, partition II, section 22.2, and the attributes of its compiler). */
import { ok, type Result } from '../../base/index.ts'
import { type CliMetadata, readCliMetadata, readCompressed } from './cli-metadata.ts'
import { cliTable } from './cli-schema.ts'

export interface CliAssembly {
  readonly name: string
  /** `13.0.0.0`: what other assemblies are linked with. */
  readonly version: string
  /** `de`: it holds the texts of another assembly in that language, and no code. */
  readonly culture: string | undefined
  /** `AssemblyFileVersion`. */
  readonly fileVersion: string | undefined
  /** `AssemblyInformationalVersion`, often that of the package. */
  readonly productVersion: string | undefined
}

/** Undefined: a program without an assembly of .NET. */
export function readCliAssembly(bytes: Uint8Array): Result<CliAssembly | undefined, string> {
  const read = readCliMetadata(bytes)
  if (!read.ok || read.value === undefined) return read.ok ? ok(undefined) : read
  const metadata = read.value
  if (metadata.rowCount(cliTable.assembly) === 0) return ok(undefined)
  const cell = (column: number): number => metadata.cell(cliTable.assembly, 1, column)
  const attributes = assemblyAttributes(metadata)
  const culture = metadata.text(cell(8))
  return ok({
    name: metadata.text(cell(7)),
    version: [1, 2, 3, 4].map(cell).join('.'),
    culture: culture === '' ? undefined : culture,
    fileVersion: attributes.get('AssemblyFileVersionAttribute'),
    productVersion: attributes.get('AssemblyInformationalVersionAttribute'),
  })
}

/** `HasCustomAttribute` with the bits of `Assembly`, row 1. */
const ofAssembly = (1 << 5) | 14
/** The table is sorted by what attributes belong to, and the assembly comes early. */
const mostAttributes = 100_000

/** First arguments of the attributes of the assembly that are texts, by the name of their type. */
function assemblyAttributes(metadata: CliMetadata): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const rows = Math.min(metadata.rowCount(cliTable.customAttribute), mostAttributes)
  for (let row = 1; row <= rows; row++) {
    if (metadata.cell(cliTable.customAttribute, row, 0) !== ofAssembly) continue
    const name = attributeName(metadata, metadata.cell(cliTable.customAttribute, row, 1))
    const value = firstText(metadata.blob(metadata.cell(cliTable.customAttribute, row, 2)))
    if (name !== undefined && value !== undefined && !found.has(name)) found.set(name, value)
  }
  return found
}

/** Its constructor is a member of a type of another assembly. */
function attributeName(metadata: CliMetadata, constructor: number): string | undefined {
  if ((constructor & 7) !== 3) return undefined
  const parent = metadata.cell(cliTable.memberRef, constructor >>> 3, 0)
  return (parent & 7) === 1 ? metadata.text(metadata.cell(cliTable.typeRef, parent >>> 3, 1)) : undefined
}

const decoder = new TextDecoder()
/** Longer ones are no version. */
const maxText = 200

/** Section 23.3: the number 1 in two bytes, then a counted text. */
function firstText(blob: Uint8Array): string | undefined {
  if (blob[0] !== 1 || blob[1] !== 0 || blob[2] === undefined || blob[2] === 0xff) return undefined
  const { size, next } = readCompressed(blob, 2)
  const text = blob.subarray(next, next + size)
  return size > maxText || text.length < size ? undefined : decoder.decode(text)
}
