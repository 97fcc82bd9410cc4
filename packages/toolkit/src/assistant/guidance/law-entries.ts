/**
 * Entries of the law with all their ways of asking: our words on each provision, the facts of the catalogue beside them, and what
 * is refused. Read where the program is made (`tools/assistant`), never by the program.
 */
import { guidance, moreAsks, moreRefusalAsks, refusals } from './files.ts'
import type { GuidancePassage, MoreRefusalAsks } from './read.ts'
import type { AskedPassage, AskedRefusal, Tongue } from '../passage.ts'
import { parentsOf, type Reference } from '../reference.ts'
import { passageEntry, refusalEntry, type WordedEntry } from '../search/entry.ts'
import { cataloguePassages } from './catalogue.ts'

const recitalPrior = 0.85
const overviewPrior = 0.93
const tongues = ['en', 'de'] as const

/** One entry for each provision, in the order of the files, then what the assistant refuses. `isRead`: of further ways of asking, by file. */
export function lawEntries(isRead: (file: string) => boolean = () => true): readonly WordedEntry[] {
  const catalogue = groupByRef(cataloguePassages())
  const asks = groupByRef(moreAsks.filter(({ file }) => isRead(file)).flatMap((one) => one.asks))
  const refused = moreRefusalAsks.filter(({ file }) => isRead(file)).flatMap((one) => one.asks)
  const whole = new Set(guidance.flatMap(({ ref }) => parentsOf(ref)))
  return [
    ...guidance.map((passage) => ({
      ...passageEntry(`law/${passage.ref}`, [
        ...toPassages(passage, asks.get(passage.ref) ?? []),
        ...(catalogue.get(passage.ref) ?? []),
      ]),
      prior: priorOf(passage.ref, whole),
    })),
    ...refusals.map((refusal) => refusalEntry(withMoreAsks(refusal, refused))),
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
): readonly AskedPassage[] {
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

function withMoreAsks(refusal: AskedRefusal, asks: readonly MoreRefusalAsks[]): AskedRefusal {
  const more = asks.filter(({ id }) => id === refusal.id)
  const inTongue = (language: Tongue): readonly string[] => [
    ...refusal.asks[language],
    ...more.flatMap((one) => one.asks[language]),
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
