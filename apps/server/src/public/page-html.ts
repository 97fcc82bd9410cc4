/** The public page as HTML: reads without script, in both languages, in the look of the house. */
import {
  clip,
  compactCss,
  createTranslator,
  formatDate,
  formatLook,
  type Html,
  html,
  type Language,
  publicTexts,
  type Translator,
} from '@occtet/ui'
import type { PublicFileRow } from '../db/tables/public.ts'
import { csafPaths, pagePath } from './addresses.ts'
import type { OpenPage } from './open-page.ts'

export type Say = Translator<keyof typeof publicTexts.en>

export interface PageFacts {
  readonly page: OpenPage
  /** Live ones. */
  readonly files: readonly PublicFileRow[]
  /** Every CSAF document has its signature. */
  readonly isSigned: boolean
  readonly maker: string | undefined
  /** As the profile states it: a month or a day. */
  readonly supportEnd: string | undefined
  readonly language: Language
  /** Of this visit; keeps a preview alive from page to page. */
  readonly query: string
}

export function sayIn(language: Language): Say {
  return createTranslator(language, publicTexts[language])
}

export function formatOverview(facts: PageFacts): string {
  const { page, maker, language } = facts
  const say = sayIn(language)
  const { parts } = page.wishes
  const sections: readonly (readonly [boolean, () => Html])[] = [
    [parts.support, () => supportSection(facts, say)],
    [parts.reports, () => reportSection(facts, say)],
    [parts.policy, () => policySection(facts, say)],
    [parts.securityTxt, () => contactSection(facts, say)],
    [parts.verify, () => verifySection(facts, say)],
    [parts.csaf, () => csafSection(facts, say)],
    [parts.vex, () => fileSection(facts, say, 'vex')],
    [parts.sbom, () => fileSection(facts, say, 'sbom')],
    [parts.attestations, () => fileSection(facts, say, 'attestations')],
  ]
  const shown = sections.filter(([isOn]) => isOn)
  const n = shown.length
  const lead =
    maker === undefined ? say('page.leadNoMaker', { n }) : say('page.lead', { n, maker: clip(maker, 200) })
  const title = say('page.title', { product: clip(page.product.name, 200) })
  return frame(facts, { title, body: html`<p class="lead">${lead}</p>${shown.map(([, make]) => make())}` })
}

interface Framed {
  readonly title: string
  readonly body: Html
}

/** `title` is the heading too. */
export function frame(
  { page, language, query }: Pick<PageFacts, 'page' | 'language' | 'query'>,
  { title, body }: Framed,
): string {
  const say = sayIn(language)
  const other = language === 'en' ? 'de' : 'en'
  const preview = new URLSearchParams(query).get('preview')
  const kept = preview === null ? '' : `&preview=${encodeURIComponent(preview)}`
  return `<!doctype html>\n${
    html`<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/pub/look.css"></head><body>${page.isPreview ? html`<p class="preview" role="note">${say('page.preview')}</p>` : ''}<header><a href="?lang=${other}${kept}" lang="${other}" hreflang="${other}">${say('page.language')}</a></header><main><h1>${title}</h1>${body}</main><footer class="q">${say('page.foot')}</footer></body></html>`
      .html
  }`
}

function section(id: string, title: string, body: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-h"><h2 id="${id}-h">${title}</h2>${body}</section>`
}

function supportSection({ supportEnd, language }: PageFacts, say: Say): Html {
  const date =
    supportEnd === undefined
      ? undefined
      : supportEnd.length === 7
        ? sayMonth(supportEnd, language)
        : formatDate(language, supportEnd)
  return section(
    'support',
    say('support.title'),
    html`<p>${date === undefined ? say('support.unknown') : say('support.until', { date })}</p>`,
  )
}

function sayMonth(month: string, language: Language): string {
  const name = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const time = Date.parse(`${month}-01T00:00:00Z`)
  return Number.isNaN(time) ? month : name.format(time)
}

function reportSection({ page, query }: PageFacts, say: Say): Html {
  return section(
    'report',
    say('report.title'),
    html`<p>${say('report.lead', { n: page.wishes.acknowledgeDays })}</p><p><a class="btn main" href="${link(page, '/report', query)}">${say('report.link')}</a></p>`,
  )
}

function policySection({ page, language }: PageFacts, say: Say): Html {
  const own = page.wishes.policyText[language].trim()
  const product = clip(page.product.name, 200)
  const texts =
    own === ''
      ? [say('policy.1', { product }), say('policy.2'), say('policy.3'), say('policy.4')]
      : own.split(/\n\s*\n/)
  return section(
    'policy',
    say('policy.title'),
    html`${texts.map((text) => html`<p>${text}</p>`)}<p>${say('policy.ack', { n: page.wishes.acknowledgeDays })}</p>`,
  )
}

function contactSection({ page, query }: PageFacts, say: Say): Html {
  const rows = page.wishes.contacts.map(
    (contact) =>
      html`<li><a href="${contact}" rel="nofollow noreferrer">${contact.replace(/^(?:mailto|tel):/, '')}</a></li>`,
  )
  return section(
    'contact',
    say('contact.title'),
    html`<ul>${rows}</ul><p><a href="${link(page, '/.well-known/security.txt', query)}">${say('contact.txt')}</a></p>`,
  )
}

function csafSection(facts: PageFacts, say: Say): Html {
  const { page, query } = facts
  const files = facts.files.filter(({ kind }) => kind === 'csaf')
  const links = html`<p><a href="${link(page, csafPaths.metadata, query)}">${say('csaf.metadata')}</a> · <a href="${link(page, csafPaths.feed, query)}">${say('csaf.feed')}</a></p>`
  const table = files.length === 0 ? html`<p>${say('csaf.none')}</p>` : fileTable(facts, say, files)
  return section(
    'csaf',
    say('csaf.title'),
    html`<p>${say('csaf.lead')} ${say(facts.isSigned ? 'csaf.signed' : 'csaf.unsigned')}</p>${links}${table}`,
  )
}

function fileSection(facts: PageFacts, say: Say, part: 'vex' | 'sbom' | 'attestations'): Html {
  const kinds = part === 'attestations' ? ['attestation', 'package'] : [part]
  const files = facts.files.filter(({ kind }) => kinds.includes(kind))
  return section(
    part,
    say(`${part}.title`),
    files.length === 0 ? html`<p>${say(`${part}.none`)}</p>` : fileTable(facts, say, files),
  )
}

function verifySection({ page, query }: PageFacts, say: Say): Html {
  return section(
    'verify',
    say('verify.title'),
    html`<p>${say('verify.lead')}</p><p><a class="btn" href="${link(page, '/verify', query)}">${say('verify.link')}</a></p>`,
  )
}

function fileTable({ page, query, language }: PageFacts, say: Say, files: readonly PublicFileRow[]): Html {
  const rows = files.map(
    (file) =>
      html`<tr><th scope="row"><a href="${link(page, addressOf(file), query)}">${file.path}</a></th><td>${file.release ?? '–'}</td><td>${formatDate(language, file.published_at)}</td><td>${sizeOf(file.size, language)}</td><td><code>${file.digest}</code></td></tr>`,
  )
  return html`<div class="wide" tabindex="0" role="region" aria-label="${say('page.file')}"><table><thead><tr><th scope="col">${say('page.file')}</th><th scope="col">${say('page.release')}</th><th scope="col">${say('page.date')}</th><th scope="col">${say('page.size')}</th><th scope="col">${say('page.hash')}</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

/** Below the page. */
export function addressOf({ kind, path }: Pick<PublicFileRow, 'kind' | 'path'>): string {
  return kind === 'csaf' ? `${csafPaths.folder}${path}` : `/files/${kind}/${encodeURIComponent(path)}`
}

function sizeOf(bytes: number, language: Language): string {
  const figures = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: 1 })
  return `${figures.format(Math.max(0.1, bytes / 1000))} kB`
}

export function link({ org, product }: OpenPage, below: string, query: string): string {
  return `${pagePath(org.slug, product.slug)}${below}${query}`
}

/** The style of these pages: the common look and a frame. */
export function formatStyle(): string {
  return formatLook() + compactCss(rules)
}

const rules = `
body{padding:0 16px}
header{max-width:860px;margin:16px auto 0;text-align:right}
main{max-width:860px;margin:0 auto;padding:16px 0 32px;display:flex;flex-wrap:wrap;gap:16px}
main>*{flex:1 1 100%;min-width:0}
main>#support,main>#report,main>#contact,main>#verify{flex:1 1 320px}
.lead{font:400 1rem/1.5 var(--serif);color:var(--ink-2)}
.btn.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
main section{align-content:start;background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:16px;display:grid;gap:12px;grid-template-columns:minmax(0,1fr)}
footer{max-width:860px;margin:0 auto 24px}
.preview{max-width:860px;margin:16px auto 0;padding:8px 12px;background:var(--mark);color:var(--on-mark);border-radius:3px}
.wide{overflow-x:auto}
td code{font-size:.75rem}
a.btn{justify-self:start;text-decoration:none}
form{display:grid;gap:16px;grid-template-columns:minmax(0,1fr);background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:16px}
form label{display:grid;gap:4px;font-weight:550}
form label.row{display:flex;gap:8px;align-items:center;font-weight:400;min-height:24px}
form label.row input{width:20px;height:20px;min-height:0}
input,textarea{font:inherit;color:inherit;background:var(--canvas);border:1px solid var(--control);border-radius:3px;padding:8px;width:100%;min-height:32px}
.wrong{border:1px solid var(--gap);border-radius:6px;padding:12px 16px;display:grid;gap:8px;background:var(--surface)}
.wrong h2{color:var(--gap)}
@media screen and (max-width:760px){input,textarea,form label.row{min-height:44px}}
`
