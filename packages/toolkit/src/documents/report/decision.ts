/** A person's decision beside its finding: what, why, who, when, until when; and where it no longer speaks for the product. */
import { clip, formatDate, type Html, html } from '@occtet/ui'
import type { Finding, FindingDecision } from '../../model/index.ts'
import { sayStale } from '../story/triage-words.ts'
import type { ReportContext } from './context.ts'

export function renderDecision(context: ReportContext, finding: Finding): Html | undefined {
  const { decision } = finding
  if (decision === undefined) return undefined
  const { t } = context
  const isInForce = decision.standing === 'in-force'
  const standing = isInForce
    ? undefined
    : html`<span class="tag time">${t(`standing.${decision.standing}`)}</span> `
  return html`<div class="dec">${standing}<span class="tag${isInForce && ` st-${decision.status}`}">${t(`status.${decision.status}`)}</span> ${because(context, decision)}<span class="blk">${clip(decision.reason, 400)}</span><span class="q blk">${facts(context, decision).join(' · ')}</span>${decision.standing === 'stale' && renderChange(context, finding, decision)}</div>`
}

function because({ t }: ReportContext, { status, justification, action }: FindingDecision): Html {
  return html`${status === 'not_affected' && justification !== undefined && html`${t(`because.${justification}`)}. `}${action !== undefined && clip(action, 300)}`
}

function facts({ t, input }: ReportContext, decision: FindingDecision): readonly string[] {
  const date = (text: string): string => clip(formatDate(input.language, text), 40)
  const { expires, deadline, importedFrom } = decision
  return [
    t('decision.by', { by: clip(decision.by, 100), date: date(decision.at) }),
    ...(expires === undefined ? [] : [t('decision.until', { date: date(expires) })]),
    ...(deadline === undefined ? [] : [t('decision.due', { date: date(deadline) })]),
    ...(decision.isReused ? [t('decision.reused')] : []),
    ...(importedFrom === undefined ? [] : [t('decision.imported', { name: clip(importedFrom, 120) })]),
  ]
}

/** Then beside now, so that nobody has to remember what the decision rested on. */
function renderChange({ t, input }: ReportContext, finding: Finding, { status, at }: FindingDecision): Html {
  const then = t('decision.then', {
    status: t(`status.${status}`),
    date: clip(formatDate(input.language, at), 40),
  })
  return html`<span class="blk">${then} ${t('decision.now', { what: sayStale(finding, t).join('; ') })}</span>`
}
