/** Reads what people write instead of a license expression, and proposes; a person accepts. */
import { formatLicenseExpression, parseLicenseExpression } from '../../model/index.ts'
import { findByName } from '../names/dictionary.ts'
import { findAddresses } from '../recognition/addresses.ts'
import { normalizeExpression } from './normalize.ts'

/** Why a text could not be read as it stands. */
export type ProposalReason =
  /** A name that people use for exactly this license. */
  | 'COMMON_NAME'
  /** The name does not say whether later versions are allowed. */
  | 'LATER_VERSIONS_NOT_STATED'
  /** The name fits several licenses. */
  | 'AMBIGUOUS_NAME'
  /** Several names, joined by a slash, a comma or a word. */
  | 'SEVERAL_NAMES'
  /** The address of a license's text. */
  | 'ADDRESS'

export type LicenseReading =
  /** An expression; `normalized` is the same in current ids. */
  | { readonly kind: 'expression'; readonly expression: string; readonly normalized: string }
  /** What it may mean, likeliest first; never applied by itself. */
  | { readonly kind: 'proposals'; readonly reason: ProposalReason; readonly candidates: readonly string[] }
  /** It says that there is no license for the public, or that one has to look elsewhere. */
  | {
      readonly kind: 'none'
      readonly reason: 'UNLICENSED' | 'SEE_FILE' | 'NO_ASSERTION'
      readonly file?: string
    }
  | { readonly kind: 'unknown' }

/** Longer texts are license texts, not names. */
const mostCharacters = 300

export function readLicenseText(text: string): LicenseReading {
  const trimmed = text.trim()
  if (trimmed.length === 0 || trimmed.length > mostCharacters) return { kind: 'unknown' }
  const parsed = parseLicenseExpression(trimmed)
  if (parsed.ok) {
    const normalized = formatLicenseExpression(normalizeExpression(parsed.value))
    return { kind: 'expression', expression: formatLicenseExpression(parsed.value), normalized }
  }
  return (
    readNone(trimmed) ??
    proposeName(trimmed) ??
    proposeAddress(trimmed) ??
    proposeSeveral(trimmed) ?? {
      kind: 'unknown',
    }
  )
}

/** `UNLICENSED` is npm's word for "no license granted"; it is not the Unlicense. */
function readNone(text: string): LicenseReading | undefined {
  if (/^(?:unlicensed|proprietary|none|all rights reserved)$/i.test(text))
    return { kind: 'none', reason: 'UNLICENSED' }
  if (/^(?:noassertion|unknown)$/i.test(text)) return { kind: 'none', reason: 'NO_ASSERTION' }
  const file = /^see licen[sc]e in (\S.*)$/i.exec(text)?.[1]
  return file === undefined ? undefined : { kind: 'none', reason: 'SEE_FILE', file }
}

function proposeName(text: string): LicenseReading | undefined {
  const named = findByName(text)
  if (named === undefined) return undefined
  const isClear = named.ids.length === 1
  const unclear = named.laterVersions === undefined ? 'AMBIGUOUS_NAME' : 'LATER_VERSIONS_NOT_STATED'
  return { kind: 'proposals', reason: isClear ? 'COMMON_NAME' : unclear, candidates: named.ids }
}

function proposeAddress(text: string): LicenseReading | undefined {
  const [address] = findAddresses(text.toLowerCase())
  const named = address === undefined ? undefined : findByName(address.name)
  return named === undefined ? undefined : { kind: 'proposals', reason: 'ADDRESS', candidates: named.ids }
}

/** `MIT/Apache-2.0` and `MIT, Apache 2`: each part a clear name; a comma may mean AND as well as OR. */
function proposeSeveral(text: string): LicenseReading | undefined {
  const both = /\s+(?:and|&)\s+/i
  const either = /\s*(?:\/|\||\bor\b)\s*/i
  const parts = text.split(/\s*(?:[/|,;&]|\bor\b|\band\b)\s*/i).filter((part) => part !== '')
  const ids = parts.map((part) => findByName(part)?.ids ?? findExpression(part))
  if (parts.length < 2 || ids.some((own) => own.length !== 1)) return undefined
  const names = ids.flat()
  const meanings = both.test(text) ? [' AND '] : either.test(text) ? [' OR '] : [' OR ', ' AND ']
  return {
    kind: 'proposals',
    reason: 'SEVERAL_NAMES',
    candidates: meanings.map((operator) => names.join(operator)),
  }
}

function findExpression(part: string): readonly string[] {
  const parsed = parseLicenseExpression(part)
  return parsed.ok ? [formatLicenseExpression(parsed.value)] : []
}
