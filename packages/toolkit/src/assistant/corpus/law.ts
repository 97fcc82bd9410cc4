/** Entries of the law: our words on each provision with the facts of the catalogue beside them, and what is refused. */
import { guidance, moreAsks, moreRefusalAsks, refusals } from '../guidance/files.ts'
import type { GuidancePassage } from '../guidance/read.ts'
import type { Passage, Refusal, Tongue } from '../passage.ts'
import { parentsOf, type Reference } from '../reference.ts'
import { type Entry, passageEntry, refusalEntry } from '../search/entry.ts'
import { type PreparedEntries, prepareEntries } from '../search/prepare.ts'
import { cataloguePassages } from './catalogue.ts'

const recitalPrior = 0.9
const overviewPrior = 0.93
const tongues = ['en', 'de'] as const

let prepared: PreparedEntries | undefined

/** `lawEntries`, cut into terms once in a process. */
export function lawCorpus(): PreparedEntries {
  prepared ??= prepareEntries(lawEntries())
  return prepared
}

/** One entry for each provision, in the order of the files, then what the assistant refuses. */
export function lawEntries(): readonly Entry[] {
  const catalogue = groupByRef(cataloguePassages())
  const asks = groupByRef(moreAsks)
  const whole = new Set(guidance.flatMap(({ ref }) => parentsOf(ref)))
  return [
    ...guidance.map((passage) => ({
      ...passageEntry(`law/${passage.ref}`, [
        ...toPassages(passage, asks.get(passage.ref) ?? []),
        ...(catalogue.get(passage.ref) ?? []),
      ]),
      prior: priorOf(passage.ref, whole),
    })),
    ...refusals.map((refusal) => refusalEntry(withMoreAsks(refusal))),
  ]
}

/** A recital explains, a provision binds; an overview answers only who asks for the whole. */
function priorOf(ref: Reference, whole: ReadonlySet<Reference>): number {
  if (ref.startsWith('recital')) return recitalPrior
  return whole.has(ref) ? overviewPrior : 1
}

function toPassages(
  { ref, also, title, text, asks }: GuidancePassage,
  more: readonly { readonly asks: GuidancePassage['asks'] }[],
): readonly Passage[] {
  return tongues.map((language) => ({
    id: `guidance/${ref}/${language}`,
    source: 'guidance',
    ref,
    also,
    language,
    title: title[language],
    text: text[language],
    asks: [...asks[language], ...more.flatMap((one) => one.asks[language])],
  }))
}

function withMoreAsks(refusal: Refusal): Refusal {
  const more = moreRefusalAsks.filter(({ id }) => id === refusal.id)
  const inTongue = (language: Tongue): readonly string[] => [
    ...refusal.asks[language],
    ...more.flatMap(({ asks }) => asks[language]),
  ]
  return { ...refusal, asks: { en: inTongue('en'), de: inTongue('de') } }
}

function groupByRef<T extends { readonly ref?: Reference }>(
  items: readonly T[],
): ReadonlyMap<Reference, T[]> {
  const groups = new Map<Reference, T[]>()
  for (const item of items) {
    if (item.ref !== undefined) groups.set(item.ref, [...(groups.get(item.ref) ?? []), item])
  }
  return groups
}
