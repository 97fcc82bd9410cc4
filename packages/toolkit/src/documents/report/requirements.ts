/** Evidence found so far for the 22 requirements of Annex I: cells with shapes, never a verdict. */
import { clip, type EvidenceMark, evidenceMark, formatDate, type Html, html } from '@occtet/ui'
import {
  type NotRead,
  reasonOf,
  type RequirementEvidence,
  type SignalResult,
  statementOf,
} from '../../cra/index.ts'
import { foreign, type ReportContext, renderSection } from './context.ts'
import { shortRef } from './overview.ts'

export function renderRequirements(context: ReportContext): Html {
  const { input, t } = context
  const { requirements, catalogue } = input.cra
  const count = (state: EvidenceMark): number =>
    requirements.filter((requirement) => requirement.state === state).length
  const values = {
    n: count('evidence'),
    all: requirements.length,
    contrary: count('contrary'),
    open: count('not-looked'),
  }
  const signals = new Map(input.cra.signals.map((signal) => [signal.id, signal]))
  const part = (name: 'I' | 'II'): Html =>
    html`<h3 class="sub">${t(`cra.part${name}`)}</h3><div class="card chain"><div class="chead" aria-hidden="true"><span></span><span>${t('cra.found')}</span><span>${t('cra.against')}</span><span>${t('cra.absent')}</span><span>${t('cra.notRead')}</span><span></span></div>${requirements
      .filter((requirement) => requirement.part === name)
      .map((requirement) => renderRequirement(context, requirement, signals))}</div>`
  const body = html`<p class="dim">${t('cra.text')}</p>${part('I')}${part('II')}<p class="q">${t('cra.catalogue', { version: catalogue.version, date: formatDate(input.language, catalogue.asOf), read: input.cra.signals.length })}</p>`
  return renderSection('requirements', { name: t('nav.requirements'), answer: t('cra.answer', values) }, body)
}

/** The chain of one requirement: found, against, looked for and absent, not read; then the state in words. */
function renderRequirement(
  context: ReportContext,
  requirement: RequirementEvidence,
  signals: ReadonlyMap<string, SignalResult>,
): Html {
  const { t } = context
  const link = (state: EvidenceMark, list: readonly unknown[], word: string): Html =>
    list.length === 0
      ? html`<span class="lk"><span aria-hidden="true">·</span></span>`
      : html`<span class="lk e-${state}">${evidenceMark(state)}<b>${list.length}</b><span class="vh"> ${word},</span></span>`
  const { state } = requirement
  return html`<details class="fold req" id="${clip(requirement.id, 40)}"><summary><span class="rw"><i class="law">${shortRef(requirement.ref)}</i><span>${foreign(context, clip(requirement.title, 160))}</span></span>${link('evidence', requirement.supports, t('cra.found'))}${link('contrary', requirement.against, t('cra.against'))}${link('none', requirement.absent, t('cra.absent'))}${link('not-looked', requirement.notRead, t('cra.notRead'))}<span class="st e-${state}">${evidenceMark(state)}${t(`state.${state}`)}</span></summary>${renderDetail(context, requirement, signals)}</details>`
}

function renderDetail(
  context: ReportContext,
  requirement: RequirementEvidence,
  signals: ReadonlyMap<string, SignalResult>,
): Html {
  const { t } = context
  const { supports, against, absent, notRead, humanNeeded } = requirement
  const list = (state: EvidenceMark, title: string, ids: readonly string[]): Html | false =>
    ids.length > 0 &&
    html`<h4 class="e-${state}">${evidenceMark(state)} ${title}</h4><ul>${ids.map((id) => renderSignal(context, id, signals.get(id)))}</ul>`
  return html`<div class="det"><p class="lawtext">${foreign(context, clip(requirement.obligation, 2000))}</p><p class="q">${clip(requirement.ref, 80)} · ${t('cra.verification')} <code>${clip(requirement.verification, 60)}</code></p>${list('evidence', t('cra.found'), supports)}${list('contrary', t('cra.against'), against)}${list('none', t('cra.absent'), absent)}${
    notRead.length > 0 &&
    html`<h4 class="e-not-looked">${evidenceMark('not-looked')} ${t('cra.notRead')}</h4><ul>${renderUnread(context, notRead)}</ul>`
  }${humanNeeded.length > 0 && html`<h4>${t('cra.human')}</h4><ul class="dots">${humanNeeded.map((item) => html`<li>${foreign(context, clip(item, 400))}</li>`)}</ul>`}</div>`
}

function renderSignal(context: ReportContext, id: string, signal: SignalResult | undefined): Html {
  if (signal === undefined) return html`<li><code>${clip(id, 60)}</code></li>`
  const places = signal.evidence
    .slice(0, 5)
    .map(({ path, line }) => html` <code>${clip(path, 200)}:${line}</code>`)
  const rest = signal.evidence.length - places.length
  const said = statementOf(signal, context.input.language)
  return html`<li>${inLanguage(context, clip(signal.statement, 400), clip(said, 400))}${places}${rest > 0 && ` ${context.t('list.more', { n: rest })}`} <span class="q">${context.t(`strength.${signal.strength}`)}, <code>${clip(id, 60)}</code></span></li>`
}

/** What is said as in English is marked as English. */
function inLanguage(context: ReportContext, english: string, said: string): Html {
  return said === english ? foreign(context, said) : html`${said}`
}

/** Signals that were not read, gathered by the reason. */
function renderUnread(context: ReportContext, notRead: RequirementEvidence['notRead']): readonly Html[] {
  const byReason = new Map<string, { readonly first: NotRead; readonly ids: string[] }>()
  for (const one of notRead) {
    const known = byReason.get(one.reason)
    if (known === undefined) byReason.set(one.reason, { first: one, ids: [one.id] })
    else known.ids.push(one.id)
  }
  return [...byReason].map(
    ([reason, { first, ids }]) =>
      html`<li>${inLanguage(context, clip(reason, 300), clip(reasonOf(first, context.input.language) ?? reason, 300))}: <code class="xs">${clip(ids.join(', '), 2000)}</code></li>`,
  )
}
