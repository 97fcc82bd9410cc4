/** The package that a user names: a purl with or without version, or a name that fits one package of the product. */
import type { Component } from '@occtet/toolkit/model'
import { corePurl, parsePurl, splitPurl } from '@occtet/toolkit/model'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

export interface FoundPackage {
  /** Purl without version. */
  readonly package: string
  readonly version: string | undefined
}

/** Throws (exit 2) where nothing fits, or more than one package or version. */
export function findPackage(components: readonly Component[], named: string): FoundPackage {
  const parsed = parsePurl(named)
  const fitting = components.filter(({ purl, isFirstParty }) => {
    if (isFirstParty) return false
    if (!parsed.ok) return nameOf(purl) === named || splitPurl(purl).name === named
    const { version } = splitPurl(parsed.value)
    if (corePurl(purl) !== corePurl(parsed.value)) return false
    return version === undefined || splitPurl(purl).version === version
  })
  const found = new Map(fitting.map(({ purl }) => [textOf(purl), purl]))
  const [only, second] = found.values()
  if (only === undefined) {
    throw refuse('PACKAGE_UNKNOWN', `${named}: no component of the product fits`)
  }
  if (second !== undefined) {
    throw refuse(
      'PACKAGE_AMBIGUOUS',
      `${named}: say which of these: ${[...found.keys()].slice(0, 10).join(', ')}`,
    )
  }
  return { package: corePurl(only), version: splitPurl(only).version }
}

/** Without what tells files of one version apart. */
function textOf(purl: Component['purl']): string {
  const { version } = splitPurl(purl)
  return version === undefined ? corePurl(purl) : `${corePurl(purl)}@${version}`
}

/** `@scope/name` as people write it. */
function nameOf(purl: Component['purl']): string {
  const { namespace, name } = splitPurl(purl)
  return namespace === undefined ? name : `${namespace}/${name}`
}

function refuse(code: string, message: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.usage,
    code,
    message,
    hint: 'The components of the product: occtet inventory; give one as its purl.',
  })
}
