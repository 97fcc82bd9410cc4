/** The head of a VEX document: who speaks, which version this is, and what readers have from us already. */
import { existsSync, readFileSync } from 'node:fs'
import {
  readVex,
  type VexMeta,
  type VexStatement,
  type VexSubject,
  type VexTarget,
  vexTargets,
} from '@occtet/toolkit/vex'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { type Options, textOption } from './options.ts'
import { toolVersion } from './tool-version.ts'

/** The newest version of the format unless one is asked for. Throws (exit 2) where there is none such. */
export function targetOf(options: Options): VexTarget {
  const format = textOption(options, 'format') ?? 'openvex'
  const version = textOption(options, 'formatVersion')
  const own = vexTargets.filter((target) => target.format === format)
  const found = version === undefined ? preferred(own) : own.find((target) => target.version === version)
  if (found !== undefined) return found
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'FORMAT_UNKNOWN',
    message: `${format} ${version ?? ''} is not written`,
    hint: `Written are ${vexTargets.map((target) => `${target.format} ${target.version}`).join(', ')}.`,
  })
}

/** CSAF 2.1 and CycloneDX 1.7 are newer than most readers. */
function preferred(own: readonly VexTarget[]): VexTarget | undefined {
  return own.find(({ version }) => version === '1.6' || version === '2.0') ?? own.at(-1)
}

/** A document that we wrote before: its statements, and what the next version builds on. */
export interface Published {
  /** The next version keeps it; absent where the document is of another format, or its format counts no versions. */
  readonly id?: string
  readonly version: number
  readonly statements: readonly VexStatement[]
  readonly revisions: VexMeta['revisions']
}

/** Throws (exit 3) where there is a file that is no VEX document: it is not overwritten. */
export function readPublished(path: string | undefined, target: VexTarget): Published | undefined {
  if (path === undefined || !existsSync(path)) return undefined
  const bytes = readFileSync(path)
  const read = readVex(bytes, path)
  if (!read.ok) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'VEX_UNREADABLE',
      message: `${path} is there already and is no VEX document: ${read.error.message}`,
      hint: 'Give another --out.',
    })
  }
  const { format, id, version, statements } = read.value.document
  const number = Number(/^\d+/.exec(version ?? '')?.[0] ?? '1')
  const isContinued = format === target.format && version !== undefined && !id.startsWith('sha256:')
  return {
    ...(isContinued ? { id } : {}),
    version: number,
    statements,
    revisions: revisionsOf(bytes),
  }
}

/** CSAF keeps the history in the document. */
function revisionsOf(bytes: Uint8Array): VexMeta['revisions'] {
  const value = JSON.parse(new TextDecoder().decode(bytes)) as {
    readonly document?: { readonly tracking?: { readonly revision_history?: unknown } }
  }
  const history = value.document?.tracking?.revision_history
  if (!Array.isArray(history)) return []
  return (history as readonly Record<string, unknown>[]).flatMap(({ number, date, summary }) =>
    typeof number === 'string' && typeof date === 'string' && typeof summary === 'string'
      ? [{ number, date, summary }]
      : [],
  )
}

export interface Speaker {
  readonly subject: VexSubject
  /** Address of the maker's website, of the profile. */
  readonly website: string | undefined
}

export function metaOf(
  context: Context,
  { subject, website }: Speaker,
  { options, published }: { readonly options: Options; readonly published: Published | undefined },
): VexMeta {
  const author = textOption(options, 'author') ?? subject.supplier ?? subject.name
  const number = String((published?.version ?? 0) + 1)
  const date = context.now()
  const summary = published === undefined ? 'First version' : 'Statements changed'
  return {
    ...idOf(options, published),
    author,
    ...given('role', options),
    timestamp: date,
    version: number,
    tooling: `occtet ${toolVersion}`,
    title: `VEX of ${subject.version === undefined ? subject.name : `${subject.name} ${subject.version}`}`,
    publisher: {
      name: author,
      namespace: textOption(options, 'namespace') ?? website ?? '',
      category: 'vendor',
    },
    tlp: tlpOf(textOption(options, 'tlp')),
    revisions: [...(published?.revisions ?? []), { number, date, summary }],
  }
}

/** Readers know a document by its id: the next version keeps it. */
function idOf(options: Options, published: Published | undefined): Partial<VexMeta> {
  return published?.id === undefined ? given('id', options) : { id: published.id, ...given('id', options) }
}

function given(name: 'id' | 'role', options: Options): Partial<VexMeta> {
  const text = textOption(options, name)
  return text === undefined ? {} : { [name]: text }
}

const tlps = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const

function tlpOf(text: string | undefined): VexMeta['tlp'] {
  return tlps.find((label) => label === text) ?? 'CLEAR'
}
