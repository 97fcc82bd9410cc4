/** What the product's policy says: kept or not, broken rules with what to do, and exceptions with their last day. */
import { clip, formatDate, type Html, html } from '@occtet/ui'
import type { PolicyReport, PolicyResult } from '../../policy/index.ts'
import { openResults } from '../policy/input.ts'
import { type ReportContext, renderSection } from './context.ts'

/** Subjects named per rule; their number is always the whole one. */
const shownSubjects = 20
/** Rules and exceptions that the page lists; their number is always the whole one. */
const shownRules = 200

interface Broken {
  readonly first: PolicyResult
  readonly results: readonly PolicyResult[]
}

/** Undefined where no policy was judged. */
export function renderPolicy(context: ReportContext): Html | undefined {
  const { input, t } = context
  if (input.policy === undefined) return undefined
  const { report, path } = input.policy
  const groups = toGroups(report)
  const rows = groups.slice(0, shownRules).map((group) => renderRule(context, group, report))
  const basis = t('policy.basis', {
    name: clip(report.policy, 100),
    path: path === undefined ? t('policy.default') : clip(path, 200),
    rules: report.rules,
    components: report.subjects.component,
    findings: report.subjects.finding,
  })
  const rest = groups.length - rows.length
  const body = html`<p class="dim">${basis}</p>${rows.length > 0 && html`<div class="card">${rows}</div>`}${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}${renderExceptions(context, report)}`
  return renderSection('policy', { name: t('nav.policy'), answer: policyAnswer(context) ?? '' }, body)
}

/** "The policy is not kept: 2 rules are broken."; undefined where none was judged. */
export function policyAnswer({ input, t }: ReportContext): string | undefined {
  if (input.policy === undefined) return undefined
  const { report } = input.policy
  if (report.failed.length > 0) return t('policy.failed', { n: report.failed.length })
  const remarks = openResults(report).length
  return remarks > 0 ? t('policy.remarks', { n: remarks }) : t('policy.kept', { n: report.rules })
}

/** One group per rule, the gravest first. */
function toGroups(report: PolicyReport): readonly Broken[] {
  const groups = new Map<string, PolicyResult[]>()
  for (const result of openResults(report)) {
    const group = groups.get(result.rule)
    if (group === undefined) groups.set(result.rule, [result])
    else group.push(result)
  }
  const list = [...groups.values()].flatMap((results) =>
    results[0] === undefined ? [] : [{ first: results[0], results }],
  )
  const fails = ({ first }: Broken): number => Number(report.failed.includes(first.rule))
  return list.toSorted((a, b) => fails(b) - fails(a))
}

function renderRule({ t }: ReportContext, { first, results }: Broken, report: PolicyReport): Html {
  const fails = report.failed.includes(first.rule)
  const names = results
    .slice(0, shownSubjects)
    .map(
      ({ subject, verdict, message }) =>
        html`<li><code>${clip(subject, 160)}</code> ${verdict === 'unknown' && html`<span class="unk">${t('policy.unknown')}</span> `}<span class="q" lang="en">${clip(message, 300)}</span></li>`,
    )
  const rest = results.length - names.length
  const level = fails ? 'fail' : first.level === 'fail' ? 'warn' : first.level
  return html`<details class="fold"><summary><span class="tag ${fails ? 'stop' : ''}">${t(`policy.level.${level}`)}</span> <strong>${clip(first.rule, 100)}</strong> <span class="q">${t('policy.rule', { n: results.length })}</span><span class="blk">${clip(first.because, 300)}</span></summary>${first.hint !== undefined && html`<p><strong>${t('policy.hint')}</strong> ${clip(first.hint, 300)}</p>`}<ul class="det dots">${names}</ul>${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}</details>`
}

function renderExceptions(context: ReportContext, report: PolicyReport): Html | undefined {
  const { t, input } = context
  const date = (day: string): string => formatDate(input.language, day)
  const lifted = report.results.flatMap(({ verdict, rule, subject, exception }) =>
    verdict !== 'excepted' || exception === undefined
      ? []
      : [{ rule, subject, end: t('policy.until', { date: date(exception.until) }), exception }],
  )
  const idle = report.idleExceptions.map(({ exception, why }) => ({
    rule: exception.rule,
    subject: exception.purl ?? exception.vulnerability ?? '*',
    end: why === 'expired' ? t('policy.expired', { date: date(exception.until) }) : t('policy.unused'),
    exception,
  }))
  const all = [...lifted, ...idle]
  if (all.length === 0) return undefined
  const rows = all
    .slice(0, shownRules)
    .map(
      ({ rule, subject, end, exception }) =>
        html`<li><strong>${clip(rule, 100)}</strong> <code>${clip(subject, 160)}</code> <span class="tag time">${clip(end, 80)}</span> ${t('policy.by', { by: clip(exception.by, 100), reason: clip(exception.reason, 300) })}</li>`,
    )
  const rest = all.length - rows.length
  return html`<h3 class="sub">${t('policy.exceptions', { n: all.length })}</h3><div class="card"><ul class="exc">${rows}</ul></div>${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}`
}
