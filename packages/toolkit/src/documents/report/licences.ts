/** Licences as declared, grouped by text; components that declare none come first and are counted as unknown. */
import { clip, drawBar, type Html, html, toPurlLabel } from '@occtet/ui'
import { compareCodeUnits } from '../../base/index.ts'
import type { Component } from '../../model/index.ts'
import { type ReportContext, renderSection } from './context.ts'

/** Components named per licence; the number is always the whole one. */
const shownNames = 12
/** Licences that the page lists; their number is always the whole one. */
const shownGroups = 200

interface Group {
  /** Undefined: none declared. */
  readonly license: string | undefined
  readonly components: readonly Component[]
}

export function renderLicences(context: ReportContext): Html {
  const { known, t } = context
  const groups = toGroups(known.components)
  const silent = groups.find((group) => group.license === undefined)?.components.length ?? 0
  const declared = groups.length - (silent > 0 ? 1 : 0)
  const answer = t(declared === 0 ? 'licences.answerNone' : 'licences.answer', {
    n: declared,
    unknown: silent,
    all: known.components.length,
  })
  const rows = groups.slice(0, shownGroups).map((group) => renderGroup(context, group))
  const rest = groups.length - rows.length
  const body = html`<p class="dim">${t('licences.text')}</p>${groups.length > 0 && html`<div class="card">${rows}</div>`}${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}`
  return renderSection('licences', { name: t('nav.licences'), answer }, body)
}

/** Several declared licences of one component stay one text, joined as they were found. */
function toGroups(components: readonly Component[]): readonly Group[] {
  const groups = new Map<string, Component[]>()
  for (const component of components) {
    const license = component.licenses.join(', ')
    const group = groups.get(license)
    if (group === undefined) groups.set(license, [component])
    else group.push(component)
  }
  return [...groups]
    .map(([license, members]) => ({ license: license === '' ? undefined : license, components: members }))
    .sort(compareGroups)
}

function compareGroups(a: Group, b: Group): number {
  return (
    Number(b.license === undefined) - Number(a.license === undefined) ||
    b.components.length - a.components.length ||
    compareCodeUnits(a.license ?? '', b.license ?? '')
  )
}

function renderGroup({ known, t }: ReportContext, { license, components }: Group): Html {
  const names = components.slice(0, shownNames).map((component) => {
    const { name, version } = toPurlLabel(component.purl)
    return html`<li><code>${clip(name, 80)}${version !== '' && `@${clip(version, 40)}`}</code></li>`
  })
  const rest = components.length - names.length
  const title =
    license === undefined
      ? html`<span class="unk">${t('licences.unknown')}</span>`
      : html`<span>${clip(license, 120)}</span>`
  return html`<details class="fold lic"><summary>${title}${drawBar(components.length / known.components.length)}<strong class="num">${t('number', { n: components.length })}</strong></summary><ul class="flow">${names}</ul>${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}<p><button type="button" class="btn" hidden data-license="${clip(license ?? '', 300)}">${t('licences.show')}</button></p></details>`
}
