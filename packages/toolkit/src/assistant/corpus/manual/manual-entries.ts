/**
 * Entries of our own manual and of the questions of the self-assessment, with all their words. Read where the program is made
 * (`tools/assistant.ts`, `tools/reference.ts`), never by the program.
 */
import type { AskedPassage, Tongue } from '../../passage.ts'
import { passageEntry, type Phrase, type WordedEntry } from '../../search/entry.ts'
import asks from './asks.json' with { type: 'json' }
import { questionEntries } from '../questionnaire.ts'

/** A section of a page, as `tools/manual.ts` cuts it. */
export interface ManualPassage {
  /** `documentation/guide/ledger.md#anchor`, with `/2` and so on where the section is long. */
  readonly id: string
  readonly language: Tongue
  readonly title: string
  readonly text: string
  /** Of the page in the repository, with the anchor of its heading. */
  readonly place: string
}

/**
 * Whoever asks for the law must not get the manual. Measured with `npm run eval`: from 0.9 on, refusals and citations suffer; down to
 * 0.7, what is asked about the program is still answered.
 */
const manualPrior = 0.8
const questionPrior = 0.7

const asked: Readonly<Record<string, Partial<Record<Tongue, readonly string[]>>>> = asks

/** One entry a section, and one a question of the self-assessment. */
export function manualEntries(passages: readonly ManualPassage[]): readonly WordedEntry[] {
  return [...passages.map(toEntry), ...selfAssessmentEntries()]
}

function toEntry(passage: ManualPassage): WordedEntry {
  const whole: AskedPassage = { ...passage, source: 'documentation', also: [], asks: [] }
  const entry = passageEntry(passage.id, [whole])
  return { ...asTexts({ ...entry, asks: asksOf(passage.id) }), prior: manualPrior }
}

function asksOf(id: string): readonly Phrase[] {
  return (['en', 'de'] as const).flatMap((language) =>
    (asked[id]?.[language] ?? []).map((text) => ({ text, language })),
  )
}

function selfAssessmentEntries(): readonly WordedEntry[] {
  return questionEntries().map((entry) => ({ ...asTexts(entry), prior: questionPrior }))
}

/** How much a word tells is counted over ways of asking: these entries have none, so that they change nothing in the law's order. */
function asTexts({ asks: ways, titles, texts, ...entry }: WordedEntry): WordedEntry {
  return { ...entry, asks: [], titles: [], texts: [...ways, ...titles, ...texts] }
}
