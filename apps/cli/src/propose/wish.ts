/** What a person wants a proposal for: the kind, the subject, and what they state themselves. */
import type { RequestFrame, Tongue } from '@occtet/toolkit/assistant'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { listOption, type Options, textOption } from '../options.ts'
import { openProductFolder, type ProductFolder } from '../product-desk.ts'
import type { KindWord } from './kinds.ts'

export interface Wish {
  readonly kind: KindWord
  readonly words: readonly string[]
  /** Of `--fact`, by name. */
  readonly facts: Readonly<Record<string, string>>
  readonly folder: ProductFolder
  readonly frame: RequestFrame
  /** Who asks. */
  readonly by: string
}

/** Throws (exit 2 or 3) where the product has no profile or no release, or nobody says who asks. */
export function readWish(
  context: Context,
  { kind, words }: Pick<Wish, 'kind' | 'words'>,
  options: Options,
): Wish {
  const by = whoAsks(context, options)
  const facts = readFacts(kind, listOption(options, 'fact'))
  const folder = openProductFolder(context, textOption(options, 'dir') ?? '.')
  const { name, version } = folder.profile.product
  const release = textOption(options, 'release') ?? version
  if (release === undefined)
    throw usage(
      'RELEASE_MISSING',
      'the profile names no version of the product',
      'Say which release is meant with --release, or state product.version in .occtet/product.yaml.',
    )
  return {
    kind,
    words,
    facts,
    folder,
    by,
    frame: {
      language: languageOf(options),
      product: { name, release },
      notes: listOption(options, 'note').map((text) => ({ text, by })),
    },
  }
}

export function languageOf(options: Options): Tongue {
  return textOption(options, 'language') === 'de' ? 'de' : 'en'
}

/** Notes count as evidence of this house, so somebody has to stand for them. */
export function whoAsks(context: Context, options: Options): string {
  const by = (textOption(options, 'by') ?? context.env['OCCTET_BY'] ?? context.env['USER'] ?? '').trim()
  if (by !== '') return by
  throw usage('WHO_MISSING', 'say who asks, with --by or in OCCTET_BY')
}

const noticeFacts: readonly string[] = ['affected', 'mitigation', 'exploited']

function readFacts(kind: KindWord, pairs: readonly string[]): Readonly<Record<string, string>> {
  const facts = pairs.map((pair): readonly [string, string] => {
    const at = pair.indexOf('=')
    if (at < 1) throw usage('FACT_UNFIT', `--fact expects name=value, found ${pair}`)
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
  for (const [name, value] of facts) {
    if (kind === 'notice' && !noticeFacts.includes(name))
      throw usage('FACT_UNFIT', `a notice takes the facts ${noticeFacts.join(', ')}, found ${name}`)
    if (kind === 'notice' && name === 'exploited' && !['yes', 'no', 'unknown'].includes(value))
      throw usage('FACT_UNFIT', `expected exploited=yes, no or unknown, found ${value}`)
  }
  return Object.fromEntries(facts)
}

export function usage(code: string, message: string, hint?: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message, ...(hint !== undefined && { hint }) })
}
