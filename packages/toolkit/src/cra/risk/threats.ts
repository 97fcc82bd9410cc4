/** The starting set of threats as data, with its words in each language; checked once when loaded. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { Language } from '../questionnaire/types.ts'
import list from './data/threats.json' with { type: 'json' }
import german from './texts/threats.de.json' with { type: 'json' }
import english from './texts/threats.en.json' with { type: 'json' }
import type { Threat, ThreatText } from './types.ts'

export const threats: readonly Threat[] = list.map(readThreat)

const texts: Readonly<Record<Language, Readonly<Record<string, ThreatText>>>> = { en: english, de: german }

export function findThreat(id: string): Threat | undefined {
  return threats.find((threat) => threat.id === id)
}

/** Throws for an id that is not in the set: own threats carry their own title. */
export function threatText(id: string, language: Language): ThreatText {
  const text = texts[language][id]
  if (text === undefined) throw new Error(`no words in ${language} for threat ${id}`)
  return text
}

/** A slip in our own data stops the process: it would otherwise lead to a wrong paper. */
function readThreat(item: (typeof list)[number]): Threat {
  const { depth } = item
  if (depth !== 'basic' && depth !== 'full') throw new Error(`threat ${item.id}: depth ${depth}`)
  const known = new Set(catalogue.requirements.map((requirement) => requirement.id))
  const lost = item.requirements.find((id) => !known.has(id))
  if (lost !== undefined) throw new Error(`threat ${item.id}: no requirement ${lost}`)
  return { ...item, depth }
}
