/** Open questions about the product, and what each answer would mean. */
import type { ConformityRow } from '../catalogue/readers/conformity.ts'
import { rules } from '../catalogue/rules.ts'
import { type Asking, missing } from './asking.ts'
import type { OpenQuestion } from './classification.ts'
import type { ClassResult } from './route.ts'

export function openClass({ t, subject }: Asking, product: ClassResult): readonly OpenQuestion[] {
  if (product.class !== 'undetermined') return []
  const meanings = ['default', 'important_class_I', 'important_class_II'] as const
  const keys = ['means.none-category', 'means.class-I', 'means.class-II'] as const
  return [
    {
      id: 'class',
      subject,
      question: t('question.class'),
      facts: ['core_category'],
      meanings: keys.map((key, at) => ({ answer: t(`class.${meanings[at] ?? ''}`), means: t(key) })),
    },
  ]
}

interface RouteCase {
  readonly product: ClassResult
  /** Rows of the law that may hold. */
  readonly rows: readonly ConformityRow[]
}

/** Only questions whose answer would change the rows. */
export function openRoutes(asking: Asking, { product, rows }: RouteCase): readonly OpenQuestion[] {
  const { lookup } = asking
  const open: OpenQuestion[] = []
  if (lookup('ehr_system') === undefined) open.push(question(asking, 'ehr_system', 'means.ehr'))
  if (lookup('high_risk_ai') === undefined) open.push(question(asking, 'high_risk_ai', 'means.ai'))
  if (lookup('high_risk_ai') === true && rows.length > 1 && lookup('ehr_system') !== true) {
    open.push({ ...question(asking, 'ai_control', 'means.ai-internal'), facts: [] })
  }
  const isOpen = (member: 'fossPublicTd' | 'standards'): boolean =>
    new Set(rows.filter((row) => row.class === product.class).map((row) => row[member])).size > 1
  const unstated = missing(asking, rules.routes.publicDocumentation)
  if (unstated.length > 0 && isOpen('fossPublicTd')) {
    open.push({ ...question(asking, 'foss', 'means.foss'), facts: unstated })
  }
  if (lookup('cited_standard_applied') === undefined && isOpen('standards')) {
    open.push(question(asking, 'cited_standard_applied', 'means.standard'))
  }
  return open
}

export function openUse({ t, subject, lookup }: Asking): readonly OpenQuestion[] {
  if (lookup('expected_use_years') !== undefined) return []
  return [
    {
      id: 'support',
      subject,
      question: t('question.expected_use'),
      facts: ['expected_use_years'],
      meanings: [
        { answer: '< 5', means: t('means.expected-short') },
        { answer: '>= 5', means: t('means.expected-long') },
      ],
    },
  ]
}

function question({ t, subject }: Asking, name: string, means: string): OpenQuestion {
  return {
    id: name,
    subject,
    question: t(`question.${name}`),
    facts: [name],
    meanings: [{ answer: '-', means: t(means) }],
  }
}
