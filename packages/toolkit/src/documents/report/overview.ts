/** First section: the answer, what to do next, the picture by severity, the 22 as a strip, data age, what is not known. */
import {
  clip,
  drawAgeBars,
  drawBars,
  drawSeverityChart,
  evidenceMark,
  type Html,
  html,
  type SeverityBar,
  type SeverityMark,
  severityMark,
  toPurlLabel,
} from '@occtet/ui'
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding } from '../../model/index.ts'
import { formatAction, formatReason } from '../story/action-text.ts'
import { type Action, toActions } from '../story/actions.ts'
import { toGaps } from '../story/gaps.ts'
import { formatHeadline } from '../story/headline.ts'
import { isShipped } from '../story/rank.ts'
import { daysOld, type ReportContext } from './context.ts'
import { policyAnswer } from './policy.ts'
import { renderScope } from './products.ts'
import { formatAge, freshnessOf } from './sources.ts'

/** Actions shown first; the rest is in the table of findings. */
const shownActions = 5
const shownTypes = 6
const levels: readonly SeverityMark[] = ['critical', 'high', 'medium', 'low', 'none', 'unknown']

export function renderOverview(context: ReportContext): Html {
  return html`<section id="overview" class="sec first" aria-labelledby="overview-h">${renderWarning(context)}<h1 id="overview-h" tabindex="-1">${formatHeadline(context.input, context.known, context.t)}</h1>${renderScope(context)}
<div class="cols"><div class="stack">${renderNext(context)}${renderPicture(context)}${renderInside(context)}</div><div class="stack">${renderGaps(context)}${renderVerdict(context)}${renderStrip(context)}${renderAges(context)}</div></div></section>
`
}

/** Loud, and first: results that rest on no data or on the starter set must not look like results. */
function renderWarning({ input, t }: ReportContext): Html | undefined {
  if (input.findings === undefined) {
    return html`<p class="loud" role="note"><strong>${t('warn.noData.title')}</strong> ${t('warn.noData.text')}</p>`
  }
  if (!input.starterSetOnly) return undefined
  return html`<p class="loud" role="note"><strong>${t('warn.starter.title')}</strong> ${t('warn.starter.text')}</p>`
}

function renderNext(context: ReportContext): Html {
  const { known, t } = context
  const actions = toActions([...known.malicious, ...known.vulnerabilities])
  const more = actions.length - shownActions
  const list = actions.slice(0, shownActions).map((action, i) => renderAction(context, action, i + 1))
  const body =
    actions.length === 0
      ? html`<p class="pad dim">${t(emptyNext(context))}</p>`
      : html`<ol class="todo">${list}</ol>`
  return html`<section class="card" aria-labelledby="next-h"><div class="hd"><h2 id="next-h">${t('next.title')}</h2>${
    more > 0 && html`<a class="q" href="#findings">${t('next.more', { n: more })}</a>`
  }</div>${body}</section>`
}

function emptyNext({ known }: ReportContext): 'next.empty' | 'next.getData' | 'next.addFiles' {
  if (known.verdict === 'no-components') return 'next.addFiles'
  return known.verdict === 'clean' ? 'next.empty' : 'next.getData'
}

function renderAction({ t, rows }: ReportContext, action: Action, place: number): Html {
  const named = action.findings.slice(0, 3)
  const rest = action.findings.length - named.length
  const first = action.findings[0]
  const mark =
    first?.isMalicious === true
      ? html`<span class="tag stop">${t('malicious.word')}</span>`
      : severityMark(first?.level ?? 'unknown')
  return html`<li><span class="k" aria-hidden="true">${place}</span><div><p class="t">${formatAction(action, t)}</p><p class="m">${mark} ${formatReason(action, t)}</p><p class="m xs">${named.map((finding, i) => html`${i > 0 && ', '}<a class="mono" href="#f-${rows.get(finding) ?? 0}">${clip(finding.group, 60)}</a>`)}${rest > 0 && t('list.andMore', { n: rest })}</p></div></li>`
}

function renderPicture(context: ReportContext): Html {
  const { known, t } = context
  const all = known.vulnerabilities
  const bars = levels
    .map((level) => ({ level, findings: all.filter((finding) => finding.level === level) }))
    .filter(({ level, findings }) => findings.length > 0 || (level !== 'none' && level !== 'unknown'))
    .map(({ level, findings }) => toBar(context, level, findings))
  const isUnknown =
    known.verdict === 'no-data' || known.verdict === 'unknown' || known.verdict === 'no-components'
  const body = isUnknown
    ? html`<p class="pad dim">${t('picture.unknown')}</p>`
    : html`<div class="pad">${drawSeverityChart(bars)}<p class="q key">${t('picture.key')}${known.closed.length > 0 && html` <a href="#decided">${t('picture.decided', { n: known.closed.length })}</a>`}</p></div>`
  const title = isUnknown ? t('picture.titleUnknown') : pictureTitle(context, all)
  return html`<section class="card" aria-labelledby="pic-h"><div class="hd"><h2 id="pic-h">${title}</h2></div>${body}</section>`
}

function pictureTitle(context: ReportContext, all: readonly Finding[]): string {
  const direct = all.filter((finding) => finding.relation === 'direct').length
  const fixable = all.filter((finding) => finding.fix.nearest !== undefined).length
  return context.t(context.known.isAtLeast ? 'picture.titleAtLeast' : 'picture.title', {
    n: all.length,
    direct,
    fixable,
  })
}

function toBar({ t }: ReportContext, level: SeverityMark, findings: readonly Finding[]): SeverityBar {
  const direct = findings.filter((finding) => finding.relation === 'direct').length
  const transitive = findings.filter((finding) => finding.relation === 'transitive').length
  const unknown = findings.length - direct - transitive
  const word = t(`level.${level}`)
  const label = t('picture.bar', { word, direct, transitive, unknown })
  return { level, word, direct, transitive, unknown, label, end: t('number', { n: findings.length }) }
}

/** What the product is made of, by package type: the picture for those who ask "how much of it is ours to watch?". */
function renderInside({ known, t }: ReportContext): Html | undefined {
  if (known.components.length === 0) return undefined
  const types = new Map<string, number>()
  for (const { purl } of known.components) {
    const { type } = toPurlLabel(purl)
    types.set(type, (types.get(type) ?? 0) + 1)
  }
  const sorted = [...types].sort(([a, n], [b, m]) => m - n || compareCodeUnits(a, b))
  const shown = sorted.slice(0, shownTypes)
  const rest = sorted.length - shown.length
  const bars = shown.map(([label, value]) => ({ label, value, text: t('number', { n: value }) }))
  const tools = known.components.filter((component) => !isShipped(component)).length
  const values = { n: known.components.length, tools, types: types.size }
  return html`<section class="card" aria-labelledby="inside-h"><div class="hd"><h2 id="inside-h">${t('inside.title', values)}</h2></div><div class="pad">${drawBars(bars)}${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}</div></section>`
}

function renderVerdict(context: ReportContext): Html | undefined {
  const answer = policyAnswer(context)
  if (answer === undefined) return undefined
  const { t } = context
  return html`<section class="card" aria-labelledby="pol-h"><div class="hd"><h2 id="pol-h">${t('nav.policy')}</h2><a class="q" href="#policy">${t('policy.open')}</a></div><p class="pad">${answer}</p></section>`
}

function renderGaps(context: ReportContext): Html {
  const gaps = toGaps(context.input, context.known, context.t)
  const items = gaps.map((gap) => html`<li><a href="#${gap.section}">${gap.text}</a></li>`)
  const body =
    gaps.length === 0
      ? html`<p class="pad dim">${context.t('gap.none')}</p>`
      : html`<ul class="gaps">${items}</ul>`
  return html`<section class="card" aria-labelledby="gaps-h"><div class="hd"><h2 id="gaps-h">${context.t('gap.title', { n: gaps.length })}</h2></div>${body}</section>`
}

function renderStrip({ input, t }: ReportContext): Html {
  const { requirements } = input.cra
  const part = (name: 'I' | 'II'): Html =>
    html`<p class="q">${t(`cra.part${name}`)}</p><ul class="strip22">${requirements
      .filter((requirement) => requirement.part === name)
      .map(
        ({ state, ref }) =>
          html`<li class="e-${state}" title="${`${shortRef(ref)}: ${t(`evidence.${state}`)}`}">${evidenceMark(state)}<span class="vh">${shortRef(ref)}: ${t(`evidence.${state}`)}</span></li>`,
      )}</ul>`
  const states = (['evidence', 'contrary', 'none', 'not-looked'] as const)
    .map((state) => ({ state, n: requirements.filter((requirement) => requirement.state === state).length }))
    .filter(({ n }) => n > 0)
    .map(
      ({ state, n }) =>
        html`<li class="st e-${state}">${evidenceMark(state)}${t('evidence.count', { n, word: t(`evidence.${state}`) })}</li>`,
    )
  return html`<section class="card" aria-labelledby="strip-h"><div class="hd"><h2 id="strip-h">${t('cra.stripTitle')}</h2><a class="q" href="#requirements">${t('cra.open')}</a></div><div class="pad">${part('I')}${part('II')}<ul class="leg">${states}</ul><p class="q">${t('cra.never')}</p></div></section>`
}

/** `Annex I, Part I, point (2)(e)` as `I (2)(e)`. */
export function shortRef(ref: string): string {
  const match = /Part (I{1,2}), point (\S+)/.exec(ref)
  return match === null ? clip(ref, 40) : `${match[1]} ${match[2]}`
}

function renderAges(context: ReportContext): Html {
  const { known, t } = context
  const items = known.sources.slice(0, 8).map((source) => {
    const freshness = freshnessOf(source)
    return html`<li>${drawAgeBars([freshness])}<span>${clip(source.name, 60)}</span><span class="${freshness === 'old' ? 'tag time' : 'q nw'}">${formatAge(context, daysOld(context, source.asOf))}</span></li>`
  })
  const rest = known.sources.length - items.length
  const body =
    items.length === 0
      ? html`<p class="pad dim">${drawAgeBars(['never'])} ${t('sources.none')}</p>`
      : html`<ul class="src">${items}</ul>${rest > 0 && html`<p class="pad q"><a href="#sources">${t('list.moreSources', { n: rest })}</a></p>`}`
  return html`<section class="card" aria-labelledby="age-h"><div class="hd"><h2 id="age-h">${t('sources.restsOn')}</h2></div>${body}</section>`
}
