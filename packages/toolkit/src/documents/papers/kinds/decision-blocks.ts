/** The register of decisions on known vulnerabilities: what holds, by whom, since when; and how many no longer hold. */
import { formatDate } from '@occtet/ui'
import { compareCodeUnits } from '../../../base/index.ts'
import type { PaperContext } from '../context.ts'
import type { DecisionLine, FindingLine } from '../input.ts'
import { article, type Block } from '../model.ts'

/** Longer lists belong into the VEX files; the paper says how many are left out. */
const shownDecisions = 60
const standings = ['in-force', 'waiting', 'stale', 'expired'] as const

type Decided = FindingLine & { readonly decision: DecisionLine }

/** Empty where nobody looked for vulnerabilities, or nothing was found that could be decided. */
export function decisionBlocks(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const lines = input.findings?.findings ?? []
  if (lines.length === 0) return []
  const count = (standing: DecisionLine['standing']): number =>
    lines.filter(({ decision }) => decision?.standing === standing).length
  const [inForce, waiting, stale, expired] = standings.map(count)
  const counts = t('decisions.counts', {
    n: inForce ?? 0,
    all: lines.length,
    waiting: waiting ?? 0,
    stale: stale ?? 0,
    expired: expired ?? 0,
    none: lines.filter(({ decision }) => decision === undefined).length,
  })
  const blocks: Block[] = [{ kind: 'paragraph', text: counts }]
  const decided = lines.filter(isInForce)
  if (decided.length === 0) return blocks
  blocks.push(decisionTable(context, decided))
  const more = decided.length - shownDecisions
  if (more > 0) blocks.push({ kind: 'paragraph', text: t('decisions.more', { n: more }) })
  return blocks
}

/** One word or two for a column: the status where it holds, else why it does not. */
export function decisionWord({ t }: PaperContext, decision: DecisionLine | undefined): string {
  if (decision === undefined) return t('value.undecided')
  const { standing } = decision
  return standing === 'in-force' ? t(`vex.${decision.status}`) : t(`standing.${standing}`)
}

function isInForce(line: FindingLine): line is Decided {
  return line.decision?.standing === 'in-force'
}

function decisionTable(context: PaperContext, decided: readonly Decided[]): Block {
  const { t } = context
  const lines = [...decided].sort((a, b) => compareCodeUnits(a.purl + a.id, b.purl + b.id))
  return {
    kind: 'table',
    caption: t('decisions.caption'),
    article: article('Annex I, Part II, point (2); Annex VII, point (2)(b)'),
    basis: { kind: 'manufacturer', field: '.occtet/decisions' },
    columns: [
      t('column.vulnerability'),
      t('column.component'),
      t('column.decision'),
      t('column.grounds'),
      t('column.decidedBy'),
    ],
    rows: lines.slice(0, shownDecisions).map((line) => toRow(context, line)),
  }
}

function toRow(context: PaperContext, { id, purl, decision }: Decided): readonly string[] {
  const { t, input } = context
  const date = (text: string): string => formatDate(input.language, text)
  const { justification, action, deadline, expires } = decision
  const grounds = [
    ...(justification === undefined ? [] : [t(`justification.${justification}`)]),
    decision.reason,
    ...(action === undefined ? [] : [action]),
    ...(deadline === undefined ? [] : [t('decisions.due', { date: date(deadline) })]),
  ]
  const by = t('decisions.by', { by: decision.by, date: date(decision.at) })
  const until = expires === undefined ? '' : `; ${t('decisions.until', { date: date(expires) })}`
  return [id, purl, decisionWord(context, decision), grounds.join('; '), `${by}${until}`]
}
