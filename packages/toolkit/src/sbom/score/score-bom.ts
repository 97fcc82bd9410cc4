/** Rates a document against standards: what is met, what is not, what nobody can tell, and what to mend first. */
import type { BomDocument } from '../document/bom.ts'
import type { BomElement } from '../document/element.ts'
import { type BomView, viewBom } from '../document/view.ts'
import { componentTests } from './component-checks.ts'
import { documentTests } from './document-checks.ts'
import {
  type ComponentCheck,
  componentChecks,
  type DocumentCheck,
  type NamedElement,
  type RuleResult,
  type ScoreFacts,
  type ScoreReport,
  type ScoreRule,
  type Standard,
  type StandardId,
  type StandardScore,
  type Verdict,
} from './model.ts'
import { repairs } from './repairs.ts'
import { standards } from './standards/index.ts'

/** Each check runs once, however many standards ask for it. */
export function scoreBom(
  document: BomDocument,
  facts: ScoreFacts,
  only: readonly StandardId[] = [],
): ScoreReport {
  const view = viewBom(document)
  const asked = new Map<string, Omit<RuleResult, 'rule'>>()
  const ask = (rule: ScoreRule): RuleResult => {
    const known = asked.get(rule.check)
    const result = known ?? checkRule(rule.check, view, facts)
    asked.set(rule.check, result)
    return { rule, ...result }
  }
  const chosen = standards.filter(({ id }) => only.length === 0 || only.includes(id))
  return {
    components: view.components.length,
    leftOut: countLeftOut(view),
    standards: chosen.map((standard) => scoreStandard(standard, ask)),
  }
}

function scoreStandard(standard: Standard, ask: (rule: ScoreRule) => RuleResult): StandardScore {
  const results = standard.rules.map(ask)
  const count = (wanted: Verdict): number => results.filter(({ verdict }) => verdict === wanted).length
  return {
    standard,
    met: count('met'),
    notMet: count('not-met'),
    cannotTell: count('cannot-tell'),
    results,
    repairFirst: results
      .filter(({ verdict }) => verdict === 'not-met')
      .sort((a, b) => b.rule.weight - a.rule.weight || b.notMet - a.notMet)
      .map(({ rule }) => rule.id),
  }
}

function checkRule(check: ScoreRule['check'], view: BomView, facts: ScoreFacts): Omit<RuleResult, 'rule'> {
  return isComponentCheck(check) ? checkComponents(check, view) : checkDocument(check, view, facts)
}

function isComponentCheck(check: ScoreRule['check']): check is ComponentCheck {
  return componentChecks.some((name) => name === check)
}

function checkDocument(check: DocumentCheck, view: BomView, facts: ScoreFacts): Omit<RuleResult, 'rule'> {
  const { verdict, reason } = documentTests[check](view, facts)
  return {
    scope: 'document',
    verdict,
    ...(reason === undefined ? {} : { reason }),
    met: verdict === 'met' ? 1 : 0,
    notMet: verdict === 'not-met' ? 1 : 0,
    cannotTell: verdict === 'cannot-tell' ? 1 : 0,
    missing: [],
    repair: repairs[check],
  }
}

function checkComponents(check: ComponentCheck, view: BomView): Omit<RuleResult, 'rule'> {
  const missing: RuleResult['missing'][number][] = []
  const counts = { met: 0, notMet: 0, cannotTell: 0 }
  let firstDoubt: string | undefined
  for (const element of view.components) {
    const { verdict, reason } = componentTests[check](element, view)
    if (verdict === 'met') counts.met++
    else if (verdict === 'not-met') {
      counts.notMet++
      missing.push({ ...toNamed(element), ...(reason === undefined ? {} : { reason }) })
    } else {
      counts.cannotTell++
      firstDoubt ??= reason
    }
  }
  const reason = view.components.length === 0 ? 'it lists no component' : (missing[0]?.reason ?? firstDoubt)
  return {
    scope: 'component',
    verdict: verdictOf(counts),
    ...(reason === undefined ? {} : { reason }),
    ...counts,
    missing,
    repair: repairs[check],
  }
}

/** One that misses it is enough; none at all, or one that leaves it open, proves nothing. */
function verdictOf({ met, notMet, cannotTell }: Pick<RuleResult, 'met' | 'notMet' | 'cannotTell'>): Verdict {
  if (notMet > 0) return 'not-met'
  return met > 0 && cannotTell === 0 ? 'met' : 'cannot-tell'
}

function toNamed({ ref, name, version, purl }: BomElement): NamedElement {
  return {
    ref,
    name,
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
  }
}

function countLeftOut({ document, components }: BomView): ScoreReport['leftOut'] {
  const counted = new Set(components)
  const left = document.elements.filter((element) => !counted.has(element))
  const of = (kind: BomElement['kind']): number => left.filter((element) => element.kind === kind).length
  return { files: of('file'), services: of('service'), snippets: of('snippet') }
}
