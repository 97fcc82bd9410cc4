/** Licenses that a text names without giving their words: tags, sentences, headings, badges, addresses. */
import { formatLicenseExpression, type LicenseExpression, parseLicenseExpression } from '../../model/index.ts'
import { findByName, findLongestName, type NamedLicense } from '../names/dictionary.ts'
import { findAddresses } from './addresses.ts'
import { createLineFinder, type LineFinder } from './lines.ts'
import type { AmbiguousName, Confidence, LicenseMatch } from './match.ts'

export interface NamedLicenses {
  readonly matches: readonly LicenseMatch[]
  readonly ambiguous: readonly AmbiguousName[]
}

interface Mention {
  readonly line: number
  readonly text: string
  readonly named: NamedLicense
  readonly confidence: Confidence
}

/** Notices of one text that a license may have at most: a page of badges is not an inventory. */
const mostMentions = 200

/** `taken` are lines that a license's own text covers: what it says of other licenses is not a notice. */
export function findNamed(input: string, taken: ReadonlySet<number>): NamedLicenses {
  const lineOf = createLineFinder(input)
  const tags = findTags(input, lineOf, taken)
  const mentions = [
    ...findGnuSentences(input, lineOf),
    ...findSentences(input, lineOf),
    ...findHeadings(input, lineOf),
    ...findBadges(input, lineOf),
    ...findLinks(input, lineOf),
  ].filter((mention) => !taken.has(mention.line))
  const isClear = ({ named }: Mention): boolean => named.ids.length === 1 || named.laterVersions !== undefined
  const clear = mentions.filter(isClear)
  const unclear = mentions.filter((mention) => !isClear(mention))
  return {
    matches: [...tags.matches, ...strongest(clear).slice(0, mostMentions).map(toNotice)],
    ambiguous: [
      ...tags.ambiguous,
      ...unclear
        .slice(0, mostMentions)
        .map(({ text, named, line }) => ({ text, candidates: named.ids, line })),
    ],
  }
}

const tag = /SPDX-License-Identifier:[^\S\r\n]*([^\r\n]{1,400})/gi

/** The tag of SPDX 2.3, annex E: its expression is a fact, so each id in it is an exact notice. */
function findTags(input: string, lineOf: LineFinder, taken: ReadonlySet<number>): NamedLicenses {
  const matches: LicenseMatch[] = []
  const ambiguous: AmbiguousName[] = []
  for (const found of input.matchAll(tag)) {
    const line = lineOf(found.index)
    if (taken.has(line)) continue
    const text = (found[1] ?? '').replace(/\s*(?:\*\/|-->|#\}|\*\)|%>|["'`].*)\s*$/, '').trim()
    const parsed = parseLicenseExpression(text)
    if (!parsed.ok) {
      ambiguous.push({ text, candidates: findByName(text)?.ids ?? [], line })
      continue
    }
    const expression = formatLicenseExpression(parsed.value)
    for (const id of new Set(leavesOf(parsed.value))) {
      matches.push({ ...notice(id, line, 'exact'), expression })
    }
  }
  return { matches: matches.slice(0, mostMentions), ambiguous: ambiguous.slice(0, mostMentions) }
}

function leavesOf(expression: LicenseExpression): readonly string[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.flatMap(leavesOf)
    case 'license':
    case 'reference':
      return expression.exception === undefined ? [expression.id] : [expression.id, expression.exception]
    default:
      return expression satisfies never
  }
}

const lead =
  /\b(?:licen[sc]ed|released|distributed|available|published|provided|covered|governed|redistribut(?:ed|ion)|shared)\s+(?:\w+\s+){0,3}?(?:under|by)\s+/gi
const filler =
  /^(?:(?:the|a|an|terms|conditions|and|of|either|same|version|\*|_|`|"|'|\[|both|permissive|following)(?:\s+|(?<=[*_`"'[])))*/i

/** "Licensed under the terms of the …": what follows is a name, or the sentence says nothing. */
function findSentences(input: string, lineOf: LineFinder): readonly Mention[] {
  return [...input.matchAll(lead)].flatMap((match) => {
    const behind = input.slice(match.index + match[0].length, match.index + match[0].length + 400)
    const flat = behind.replaceAll(/\s*\n[\s*#/;%>|-]*/g, ' ')
    return toMention(flat.replace(filler, ''), lineOf(match.index), 'high')
  })
}

const gnuSentence =
  /\bGNU\s+(Lesser|Library|Affero)?\s*General\s+Public\s+License\W+(?:\([a-z]*gpl\)\W+)?(?:as\s+published\s+by\s+the\s+Free\s+Software\s+Foundation\W+)?(?:either\s+)?version\s+(\d(?:\.\d)?)([^A-Za-z]{1,8}(?:of\s+the\s+License\W+)?(?:or\W+at\s+your\s+option\W+any\s+later|or\s+any\s+later|or\s+later|only))?/gi

/** The GNU notice, whole or shortened; "version 2" without more does not say whether later ones are allowed. */
function findGnuSentences(input: string, lineOf: LineFinder): readonly Mention[] {
  return [...input.matchAll(gnuSentence)].flatMap((match): readonly Mention[] => {
    const grant = (match[3] ?? '').toLowerCase()
    const suffix = grant.endsWith('later') ? ' or later' : grant.endsWith('only') ? ' only' : ''
    const name = `GNU ${match[1] ?? ''} General Public License ${match[2] ?? ''}${suffix}`
    const named = findByName(name)
    if (named === undefined) return []
    const confidence = named.ids.length === 1 ? 'high' : 'low'
    return [{ line: lineOf(match.index), text: name, named, confidence }]
  })
}

const heading =
  /^[^\S\n]{0,20}[#=*_]{0,6}[^\S\n]{0,20}licen[sc]e[^\S\n]{0,20}[:#=*_]{0,6}[^\S\n]{0,20}(?:\n(?:[^\S\n]{0,20}[-=~]{0,200}[^\S\n]{0,20}\n){0,3})?[^\S\n]{0,20}["'`[*_]{0,3}([^\n]{2,100})/gim

/** "License: MIT", or a heading "License" with the name below it, alone on its line or at its start. */
function findHeadings(input: string, lineOf: LineFinder): readonly Mention[] {
  return [...input.matchAll(heading)].flatMap((match) =>
    toMention(match[1] ?? '', lineOf(match.index + match[0].length - 1), 'high'),
  )
}

const badge =
  /(?:shields\.io|badgen\.net|badge)[^\s)"'<>]{0,200}?licen[sc]e(?:-|%20|\/|:)([a-z0-9._+%-]{1,80})/gi

function findBadges(input: string, lineOf: LineFinder): readonly Mention[] {
  return [...input.matchAll(badge)].flatMap((match) => {
    const text = (match[1] ?? '').replaceAll('--', '\u0000').replaceAll(/%20|_/g, ' ')
    const name = text.replace(/-[a-z0-9]+(?:\.svg|\.png)?$/i, '').replaceAll('\u0000', '-')
    const named = findByName(name)
    return named === undefined ? [] : [{ line: lineOf(match.index), text: name, named, confidence: 'high' }]
  })
}

/** An address alone says less than a sentence: it may point at a license of something else. */
function findLinks(input: string, lineOf: LineFinder): readonly Mention[] {
  return findAddresses(input.toLowerCase()).flatMap(({ at, name }) => {
    const named = findByName(name)
    return named === undefined ? [] : [{ line: lineOf(at), text: name, named, confidence: 'low' }]
  })
}

const laterWords = /^[^.]{0,40}?\(?(?:or|and)\s+(?:\(?at your option\)?,?\s+)?(?:any\s+)?(?:later|newer)/i

function toMention(text: string, line: number, confidence: Confidence): readonly Mention[] {
  const found = findLongestName(text)
  if (found === undefined) return []
  const named = withLater(found.named, text.slice(found.length))
  const isSure = named.ids.length === 1
  return [{ line, text: text.slice(0, found.length).trim(), named, confidence: isSure ? confidence : 'low' }]
}

/** The words behind a GNU license's name may grant later versions. */
function withLater(named: NamedLicense, behind: string): NamedLicense {
  if (named.laterVersions === undefined || !laterWords.test(behind)) return named
  return { ids: named.ids.filter((id) => id.endsWith('-or-later')) }
}

/** One mention a license and line, the surest; a license named surely anywhere needs no lesser mention. */
function strongest(mentions: readonly Mention[]): readonly Mention[] {
  const best = new Map<string, Mention>()
  for (const mention of mentions) {
    const key = `${mention.line} ${mention.named.ids[0]?.replace(/-(?:only|or-later)$/, '') ?? ''}`
    const known = best.get(key)
    if (known === undefined || (known.confidence === 'low' && mention.confidence !== 'low'))
      best.set(key, mention)
  }
  return [...best.values()]
}

function toNotice({ line, named, confidence }: Mention): LicenseMatch {
  const [id = '', ...alsoNamed] = named.ids
  return {
    ...notice(id, line, confidence),
    alsoNamed,
    ...(named.laterVersions !== undefined && { laterVersions: named.laterVersions }),
  }
}

function notice(id: string, line: number, confidence: Confidence): LicenseMatch {
  return {
    id,
    alsoNamed: [],
    confidence,
    kind: 'notice',
    lines: { start: line, end: line },
    coverage: 0,
    differences: [],
  }
}
