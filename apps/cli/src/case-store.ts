/** Finds and changes cases for the commands of `occtet case`, and turns refusals into failures with an exit code. */
import { basename, join } from 'node:path'
import {
  appendToCase,
  type CaseProblem,
  listCases,
  listPrivateProducts,
  readCase,
} from '@occtet/toolkit/adapters'
import type { CaseFact, CaseFile, NewEntry, ProductProfile, Refusal } from '@occtet/toolkit/cra'
import { readProfile } from './case-product.ts'
import { type Context, privateFolder } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { guardStore } from './guard-store.ts'
import { type Options, textOption } from './options.ts'
import { caseEvents } from './record/case-events.ts'
import { openRecorder, type Recorder } from './record/recorder.ts'

export interface FoundCase {
  readonly file: CaseFile
  /** Private folder of its product. */
  readonly folder: string
  /** Undefined where no product file was found for it. */
  readonly profile: ProductProfile | undefined
}

export function profileOf(options: Options): ProductProfile | undefined {
  return readProfile(textOption(options, 'product') ?? '.')
}

/** In the product of the folder, or, where that has no product file, in any product on this machine. */
export function findCase(context: Context, id: string, options: Options): FoundCase {
  const profile = profileOf(options)
  const products = profile === undefined ? listPrivateProducts(privateFolder(context)) : [profile.id]
  const found = products.flatMap((product) => {
    const folder = productFolder(context, product)
    const file = readCase(folder, id)
    if (file.ok) return [{ file: file.value, folder, profile }]
    if (file.error.code === 'CASE_DAMAGED') throw toFailure(file.error)
    return []
  })
  const [first, second] = found
  if (second !== undefined) {
    const message = `several products have a case ${id}; say which with --product`
    throw new CommandFailure({ exitCode: exitCodes.usage, code: 'CASE_AMBIGUOUS', message })
  }
  if (first === undefined) throw toFailure({ code: 'CASE_UNKNOWN', message: `there is no case ${id}` })
  return first
}

export function productFolder(context: Context, product: string): string {
  return join(privateFolder(context), product)
}

export interface AllCases {
  readonly cases: readonly CaseFile[]
  readonly problems: readonly CaseProblem[]
}

/** Real cases or drills of one product, or of all. */
export function findAll(context: Context, options: Options, isDrill: boolean): AllCases {
  const profile = profileOf(options)
  const products = profile === undefined ? listPrivateProducts(privateFolder(context)) : [profile.id]
  const listings = products.map((product) => listCases(productFolder(context, product), isDrill))
  return {
    cases: listings.flatMap(({ cases }) => cases),
    problems: listings.flatMap(({ problems }) => problems),
  }
}

/** Time and person of an entry, by `--at` and `--by`. */
export function stampOf(context: Context, options: Options): Omit<NewEntry, 'fact'> {
  const by = textOption(options, 'by') ?? context.env['OCCTET_BY'] ?? context.env['USER'] ?? ''
  if (by.trim() === '') {
    const message = 'say who records this, with --by or in OCCTET_BY'
    throw new CommandFailure({ exitCode: exitCodes.usage, code: 'WHO_MISSING', message })
  }
  return { at: textOption(options, 'at') ?? context.now(), by }
}

/** Durable when it resolves. */
export async function append(
  context: Context,
  found: FoundCase,
  addition: { readonly options: Options; readonly facts: readonly CaseFact[] },
): Promise<FoundCase> {
  const stamp = stampOf(context, addition.options)
  const entries = addition.facts.map((fact) => ({ ...stamp, fact }))
  const now = context.now()
  const recorder = openCaseRecorder(context, found.profile?.id ?? basename(found.folder), addition.options)
  const added = await recorder.change((note) =>
    guardStore(() =>
      appendToCase(found.folder, found.file.id, {
        entries,
        now,
        announce: (after, before) => note(caseEvents(after, before)),
      }),
    ),
  )
  if (!added.ok) throw toFailure(added.error)
  return { ...found, file: added.value }
}

/** Of the folder that the command names or stands in, else of the product that the case belongs to. */
export function openCaseRecorder(context: Context, product: string, options: Options): Recorder {
  return openRecorder(context, { dir: textOption(options, 'product') ?? '.', id: product })
}

export function toFailure({ code, message }: Refusal | CaseProblem): CommandFailure {
  const isInput = code === 'CASE_UNKNOWN' || code === 'CASE_DAMAGED'
  return new CommandFailure({
    exitCode: isInput ? exitCodes.inputUnreadable : exitCodes.usage,
    code,
    message,
  })
}

export function usage(message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code: 'CASE_USAGE', message })
}
