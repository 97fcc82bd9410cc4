/** Where a gap of a paper can be closed, as data: read back from the words in which the paper says it. */
import { type PaperLanguage, type TextKey, texts } from './texts/texts.ts'

export type GapTarget =
  | { readonly kind: 'question'; readonly id: string }
  /** Member of `product.yaml`, such as `manufacturer.address`. */
  | { readonly kind: 'profile'; readonly field: string }
  /** Fact of the classification, such as `traits`. */
  | { readonly kind: 'scope'; readonly fact: string }
  /** Member of `risk.yaml`; empty for the file as a whole. */
  | { readonly kind: 'risk'; readonly field: string }
  | { readonly kind: 'inventory' }
  /** By hand, on the paper itself. */
  | { readonly kind: 'paper' }

/** `where`: of a missing part of a paper in that language. Each target once, in the order in which they are named. */
export function gapTargets(where: string, language: PaperLanguage): readonly GapTarget[] {
  const found = where.split(texts[language]['where.or']).flatMap((way) => toTargets(way, language))
  const byKey = new Map(found.map((target) => [JSON.stringify(target), target]))
  return byKey.size === 0 ? [{ kind: 'paper' }] : [...byKey.values()]
}

function toTargets(way: string, language: PaperLanguage): readonly GapTarget[] {
  const words = texts[language]
  if (way === words['where.check']) return [{ kind: 'inventory' }]
  if (way === words['where.byHand'] || way === words['where.policyText']) return [{ kind: 'paper' }]
  const fact = between(way, words['where.facts'])
  if (fact !== undefined) return listOf(fact).map((one) => ({ kind: 'scope', fact: one }))
  const asked = between(way, words['where.requirement'])
  if (asked !== undefined) return [...questionsIn(asked), { kind: 'risk', field: 'requirements' }]
  const questions = questionKeys.map((key) => between(way, words[key])).find((one) => one !== undefined)
  if (questions !== undefined) return questionsIn(questions)
  return toMembers(way, words['label.riskFile'])
}

/** The longer sentence first: the short one is how it begins. */
const questionKeys = ['where.question', 'where.questionOnly'] as const satisfies readonly TextKey[]

/** What stands in the one gap of a sentence; undefined where the text is another sentence. */
function between(text: string, sentence: string): string | undefined {
  const [head = '', tail = ''] = sentence.split(/\{\w+\}/)
  const isIt = text.startsWith(head) && text.endsWith(tail) && text.length > head.length + tail.length
  return isIt ? text.slice(head.length, text.length - tail.length) : undefined
}

function questionsIn(text: string): readonly GapTarget[] {
  return listOf(text).flatMap((id) => (/^[A-J]\d{1,2}$/.test(id) ? [{ kind: 'question', id } as const] : []))
}

/** `product.yaml: manufacturer.name, conformity.procedure`, `risk.yaml: threats (what is wrong with them)`. */
function toMembers(way: string, riskFile: string): readonly GapTarget[] {
  const at = way.indexOf(': ')
  const file = at < 0 ? way : way.slice(0, at)
  const [path = ''] = way.slice(at < 0 ? way.length : at + 2).split(' (')
  if (file === 'risk.yaml' || file === riskFile) return [{ kind: 'risk', field: path }]
  if (file !== 'product.yaml') return []
  return listOf(path).map((field) =>
    field.startsWith('facts.')
      ? { kind: 'scope', fact: field.slice('facts.'.length) }
      : { kind: 'profile', field },
  )
}

function listOf(text: string): readonly string[] {
  return text.split(', ').filter((one) => one !== '')
}
