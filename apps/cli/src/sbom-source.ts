/** What the user names as an SBOM: a document of any format, or a tree or lock file that becomes one. */
import { statSync } from 'node:fs'
import type { Issue } from '@occtet/toolkit/base'
import {
  type BomDocument,
  type BomSyntax,
  decodeSbom,
  detectSyntax,
  readBom,
  readSbom,
  type Sbom,
  writeCycloneDx,
} from '@occtet/toolkit/sbom'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { plain } from './layout.ts'
import { readBytes } from './read-bytes.ts'
import { readTree } from './read-tree.ts'
import { formatIssue, losesSomething } from './settle.ts'
import { toolVersion } from './tool-version.ts'

export interface SbomSource {
  readonly path: string
  readonly document: BomDocument
  /** As matching needs it. */
  readonly inventory: Sbom
  /** Undefined for a tree. */
  readonly syntax: BomSyntax | undefined
  /** The document as text: as it was read, or, of a tree, as it would be written. */
  readonly text: string
  readonly issues: readonly Issue[]
  /** Something was not read: what is not listed may be there all the same. */
  readonly isPartial: boolean
}

/** Throws (exit 3) where the path cannot be read. */
export async function readSbomSource(context: Context, path: string): Promise<SbomSource> {
  const text = readSbomText(path)
  return text === undefined ? await fromTree(context, path) : fromText(path, text)
}

/** Undefined where the path is a folder or a file that is no SBOM: then it is a tree or a lock file. */
function readSbomText(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined
  const text = decodeSbom(readBytes(path))
  return text.ok && detectSyntax(text.value) !== undefined ? text.value : undefined
}

function fromText(path: string, text: string): SbomSource {
  const read = readBom(text, path)
  if (!read.ok) throw unreadable(path, read.error.message)
  const { value: inventory, issues } = readSbom(text, path)
  const all = [...inventory.issues, ...issues]
  return {
    path,
    document: read.value.document,
    inventory,
    syntax: read.value.syntax,
    text,
    issues: [...read.value.issues, ...issues],
    isPartial: all.some(({ level }) => level === 'error') || losesSomething(inventory),
  }
}

async function fromTree(context: Context, path: string): Promise<SbomSource> {
  const inventory = await readTree(context, path)
  const text = writeCycloneDx(inventory, { toolVersion, timestamp: context.now() })
  const read = readBom(text, path)
  if (!read.ok) throw new Error(`our own SBOM cannot be read: ${read.error.message}`)
  const tried = inventory.files.filter(({ status }) => status !== 'skipped')
  if (!tried.some(({ status }) => status !== 'unreadable'))
    throw unreadable(path, 'no SBOM and no file that names packages was found')
  return {
    path,
    document: read.value.document,
    inventory: {
      ...inventory,
      format: 'cyclonedx',
      formatVersion: '1.6',
      unidentified: inventory.unidentified ?? [],
    },
    syntax: undefined,
    text,
    issues: inventory.issues,
    isPartial: losesSomething(inventory),
  }
}

/** The issues of a reading, the worst first, on standard error. */
export function tellIssues(context: Context, { issues }: Pick<SbomSource, 'issues'>): void {
  const told = issues.filter(({ level }) => level !== 'note')
  for (const issue of told.slice(0, 8)) context.say(formatIssue(issue))
  if (told.length > 8) context.say(`… and ${told.length - 8} more issues\n`)
}

function unreadable(path: string, reason: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'SBOM_UNREADABLE',
    message: `${plain(path)}: ${reason}`,
  })
}
