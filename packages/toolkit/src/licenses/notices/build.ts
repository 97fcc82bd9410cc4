/** What a notice file has to hold: license texts, each with the components under it, and what is missing. */
import { compareCodeUnits, sha256Hex } from '../../base/index.ts'
import { formatLicenseExpression, parseLicenseExpression } from '../../model/index.ts'
import { satisfiesLicense } from '../expressions/satisfies.ts'
import type { LicenseFacts } from '../facts/facts.ts'
import { resolveLicense } from '../facts/resolve.ts'
import type { PackageText } from '../package-texts.ts'
import { findListedLicense } from '../recognition/catalogue.ts'
import { openStandardTexts } from '../recognition/standard-texts.ts'
import { findCopyrightLines, withoutSampleHolders } from './copyright.ts'
import { type FoundText, findTexts } from './texts.ts'

export interface NoticeComponent {
  /** Canonical purl, or another name that is unique among the components. */
  readonly name: string
  readonly facts: LicenseFacts
  /** Files of the package that may hold a license; none where it is not installed. */
  readonly texts: readonly PackageText[]
}

export interface NoticeMember {
  readonly name: string
  /** Effective expression; undefined where nobody knows. */
  readonly license: string | undefined
  readonly copyrights: readonly string[]
}

/** One text and all components that it covers. */
export interface NoticeGroup {
  /** Ids of the list; empty for a text that we could not name. */
  readonly ids: readonly string[]
  readonly title: string
  readonly text: string
  /** `package`: as found. `standard`: the package has no text, so the list's own stands here. */
  readonly origin: 'package' | 'standard'
  readonly members: readonly NoticeMember[]
}

/** A component for which the notice file is not complete. */
export type NoticeGap =
  | { readonly kind: 'no-license'; readonly name: string; readonly declared: readonly string[] }
  | { readonly kind: 'no-text'; readonly name: string; readonly license: string }
  | {
      readonly kind: 'contradiction'
      readonly name: string
      readonly license: string
      readonly found: string
    }

export interface Notices {
  /** Gaps first: whoever reads the file has to see them. Sorted by name. */
  readonly gaps: readonly NoticeGap[]
  /** Sorted by title, then text. */
  readonly groups: readonly NoticeGroup[]
  readonly components: number
}

interface Entry {
  readonly key: string
  readonly ids: readonly string[]
  readonly title: string
  readonly text: string
  readonly origin: NoticeGroup['origin']
  readonly member: NoticeMember
}

/** The same components in any order give the same notices. */
export function buildNotices(components: readonly NoticeComponent[]): Notices {
  const sorted = [...components].sort((a, b) => compareCodeUnits(a.name, b.name))
  const parts = sorted.map(readComponent)
  return {
    gaps: parts.flatMap((part) => part.gaps),
    groups: toGroups(parts.flatMap((part) => part.entries)),
    components: sorted.length,
  }
}

function readComponent(component: NoticeComponent): {
  readonly entries: readonly Entry[]
  readonly gaps: readonly NoticeGap[]
} {
  const { name, facts } = component
  const resolved = resolveLicense(facts)
  const found = component.texts.flatMap(findTexts)
  const copyrights = collectCopyrights(component.texts, found)
  const member: NoticeMember = { name, license: resolved.effective, copyrights }
  const missing = missingIds(resolved.effective, found)
  const standard = missing.flatMap((id) => toStandard(id, member))
  const gaps: NoticeGap[] = []
  if (resolved.effective === undefined) {
    gaps.push({ kind: 'no-license', name, declared: facts.declared.map((one) => one.text) })
  }
  for (const id of missing) {
    if (!openStandardTexts().has(id)) gaps.push({ kind: 'no-text', name, license: id })
  }
  for (const conflict of resolved.conflicts) {
    if (conflict.kind !== 'text-not-named') continue
    gaps.push({ kind: 'contradiction', name, license: conflict.expression, found: conflict.detected.id })
  }
  return { entries: [...found.map((one) => toEntry(one, member)), ...standard], gaps: distinct(gaps) }
}

function distinct(gaps: readonly NoticeGap[]): readonly NoticeGap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()]
}

function collectCopyrights(texts: readonly PackageText[], found: readonly FoundText[]): readonly string[] {
  const standard = [...new Set(found.flatMap((one) => one.ids))].flatMap(
    (id) => openStandardTexts().get(id) ?? [],
  )
  return [...new Set(texts.flatMap(({ text }) => findCopyrightLines(text, standard)))]
}

/** Ids of the expression whose text the package lacks; none where what it has suffices for a choice. */
function missingIds(expression: string | undefined, found: readonly FoundText[]): readonly string[] {
  const parsed = expression === undefined ? undefined : parseLicenseExpression(expression)
  if (expression === undefined || parsed?.ok !== true) return []
  const named = found.flatMap((one) => one.ids)
  const plain = expression.replaceAll(/ WITH [A-Za-z0-9.+-]+/g, '')
  const enough = satisfiesLicense(plain, named.filter(isLicense))
  const exceptions = [...expression.matchAll(/ WITH ([A-Za-z0-9.+-]+)/g)].flatMap((match) => match[1] ?? [])
  const lacking = exceptions.filter((id) => !named.includes(id))
  return enough.ok && !enough.value.satisfied ? [...enough.value.missing, ...lacking] : lacking
}

function isLicense(id: string): boolean {
  return parseLicenseExpression(id).ok
}

function toStandard(id: string, member: NoticeMember): readonly Entry[] {
  const bare = id.replace(/\+$/, '')
  const text = openStandardTexts().get(bare)
  if (text === undefined) return []
  return [
    {
      key: `standard ${bare}`,
      ids: [bare],
      title: titleOf(bare),
      text: withoutSampleHolders(text),
      origin: 'standard',
      member,
    },
  ]
}

function toEntry({ ids, text, words, path }: FoundText, member: NoticeMember): Entry {
  const [id] = ids
  const title = id === undefined ? path : titleOf(id)
  return { key: `package ${title} ${sha256Hex(words)}`, ids, title, text, origin: 'package', member }
}

function titleOf(id: string): string {
  const name = findListedLicense(id)?.name
  const parsed = parseLicenseExpression(id)
  const written = parsed.ok ? formatLicenseExpression(parsed.value) : id
  return name === undefined || name === id ? written : `${name} (${written})`
}

function toGroups(entries: readonly Entry[]): readonly NoticeGroup[] {
  const byKey = new Map<string, { readonly first: Entry; readonly members: Map<string, NoticeMember> }>()
  for (const entry of entries) {
    const known = byKey.get(entry.key) ?? { first: entry, members: new Map<string, NoticeMember>() }
    byKey.set(entry.key, known)
    known.members.set(entry.member.name, entry.member)
  }
  return [...byKey.values()]
    .map(({ first: { ids, title, text, origin }, members }) => ({
      ids,
      title,
      text,
      origin,
      members: [...members.values()],
    }))
    .sort((a, b) => compareCodeUnits(a.title, b.title) || compareCodeUnits(a.text, b.text))
}
