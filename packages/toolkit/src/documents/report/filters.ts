/** The filters above the queue: hidden until the script works them; only values that the findings have are offered. */
import { type Html, html } from '@occtet/ui'
import { type Finding, priorityGroups, vexStatuses } from '../../model/index.ts'
import { isDecided } from '../story/decided.ts'
import type { ReportContext } from './context.ts'

type Option = readonly [value: string, word: string]

export function renderFilters(context: ReportContext): Html {
  const { t } = context
  const levels = (['critical', 'high', 'medium', 'low', 'none', 'unknown'] as const).map(
    (level): Option => [level, t(`level.${level}`)],
  )
  const where: readonly Option[] = [
    ['shipped', t('why.shipped')],
    ['development', t('why.development')],
    ['direct', t('relation.direct')],
    ['transitive', t('relation.transitive')],
  ]
  const choice = (id: string, label: string, options: readonly Option[]): Html =>
    html`<label>${label}<select id="f-${id}"><option value="">${t('filter.all')}</option>${options.map(([value, word]) => html`<option value="${value}">${word}</option>`)}</select></label>`
  return html`<div class="ctl" id="f-ctl" hidden><label class="grow">${t('filter.text')}<input type="search" id="f-q" autocomplete="off" spellcheck="false"></label>${choice('group', t('filter.group'), groupOptions(context))}${choice('sev', t('filter.severity'), levels)}${choice('scope', t('filter.scope'), where)}${choice('reach', t('filter.reach'), reachOptions(context))}${choice('dec', t('filter.decision'), decisionOptions(context))}</div>`
}

function listed({ known, decided }: ReportContext): readonly Finding[] {
  return [...known.vulnerabilities.filter((finding) => !isDecided(finding)), ...decided]
}

function groupOptions(context: ReportContext): readonly Option[] {
  const found = new Set(listed(context).map((finding) => groupKey(finding)))
  return priorityGroups
    .filter((group) => found.has(group))
    .map((group) => [group, context.t(`group.${group}`)])
}

/** What the filter and the data block call the group of a finding; empty where it was not put in order. */
export function groupKey(finding: Finding): string {
  return isDecided(finding) ? 'decided' : (finding.priority?.group ?? '')
}

function reachOptions({ t }: ReportContext): readonly Option[] {
  return [
    ...(['imported', 'development-only', 'not-seen', 'unknown'] as const).map(
      (state): Option => [state, t(`state.${state}`)],
    ),
    ['none', t('filter.notLooked')],
  ]
}

/** A decision in force by its status, any other by where it stands. */
export function decisionKey({ decision }: Finding): string {
  if (decision === undefined) return 'none'
  return decision.standing === 'in-force' ? decision.status : decision.standing
}

function decisionOptions(context: ReportContext): readonly Option[] {
  const { t } = context
  const found = new Set(listed(context).map(decisionKey))
  const options: readonly Option[] = [
    ['none', t('filter.none')],
    ...vexStatuses.map((status): Option => [status, t(`status.${status}`)]),
    ...(['stale', 'expired', 'waiting', 'revoked'] as const).map(
      (standing): Option => [standing, t(`standing.${standing}`)],
    ),
  ]
  return options.filter(([value]) => found.has(value))
}
