/** The form by which anybody reports a flaw: hostile text, kept whole or refused, shown to the maker alone. */
import { randomBytes } from 'node:crypto'
import { type Html, html, type Language, formatDate } from '@occtet/ui'
import type { OrgScope } from '../kernel/model.ts'
import { addSeconds } from '../kernel/time.ts'
import { raiseNotice } from '../notices/raise.ts'
import type { OpenPage } from './open-page.ts'
import { frame, link, type PageFacts, type Say, sayIn } from './page-html.ts'
import type { ReportBody } from './report-handlers.ts'

const most = { title: 200, text: 20_000, version: 100, contact: 300 } as const
export const mostReportBytes = 128 * 1024

type Field = keyof typeof most

interface Fault {
  readonly field: Field
  readonly code: 'need' | 'tooLong'
}

type Draft = Readonly<Record<Field, string>> & { readonly wantsCredit: boolean }

const empty: Draft = { title: '', text: '', version: '', contact: '', wantsCredit: false }

type Facts = Pick<PageFacts, 'page' | 'language' | 'query'>

export function formatForm(facts: Facts, draft: Draft = empty, faults: readonly Fault[] = []): string {
  const { page, query } = facts
  const say = sayIn(facts.language)
  const body = html`<p><a href="${link(page, '/', query)}">${say('page.back')}</a></p>${faultList(faults, say)}<form method="post" action="${link(page, '/report', query)}" accept-charset="utf-8"><p>${say('report.lead', { n: page.wishes.acknowledgeDays })} ${say('report.noFiles')}</p><label>${say('report.what')}<input name="title" required maxlength="${most.title}" value="${draft.title}"${invalid(faults, 'title')}></label><label>${say('report.text')}<textarea name="text" rows="10" required maxlength="${most.text}"${invalid(faults, 'text')}>${draft.text}</textarea></label><label>${say('report.version')}<input name="version" maxlength="${most.version}" value="${draft.version}"${invalid(faults, 'version')}></label><label>${say('report.contact')}<input name="contact" maxlength="${most.contact}" autocomplete="email" value="${draft.contact}"${invalid(faults, 'contact')}></label><label class="row"><input type="checkbox" name="credit" value="yes">${say('report.credit')}</label><p><button class="btn main" type="submit">${say('report.send')}</button></p></form>`
  return frame(facts, { title: say('report.title'), body })
}

function invalid(faults: readonly Fault[], field: Field): Html | '' {
  return faults.some((fault) => fault.field === field)
    ? html` aria-invalid="true" aria-describedby="wrong"`
    : ''
}

const labels = {
  title: 'report.what',
  text: 'report.text',
  version: 'report.version',
  contact: 'report.contact',
} as const

function faultList(faults: readonly Fault[], say: Say): Html | '' {
  if (faults.length === 0) return ''
  const rows = faults.map(
    ({ field, code }) =>
      html`<li>${code === 'need' ? say('report.need', { field: say(labels[field]) }) : say('report.tooLong', { field: say(labels[field]), n: most[field] })}</li>`,
  )
  return html`<div class="wrong" role="alert" id="wrong"><h2>${say('report.wrong', { n: faults.length })}</h2><ul>${rows}</ul></div>`
}

export type FormOutcome = { readonly status: number; readonly page: string }

/** `text`: the body as it came, `application/x-www-form-urlencoded`. */
export async function takeReport(facts: Facts, text: string, now: string): Promise<FormOutcome> {
  const draft = readDraft(text)
  const faults = findFaults(draft)
  if (faults.length > 0) return { status: 400, page: formatForm(facts, draft, faults) }
  const { reference, acknowledgeBy } = await storeReport(facts.page, draft, now)
  return { status: 200, page: formatDone(facts, { reference, acknowledgeBy }) }
}

function readDraft(text: string): Draft {
  const form = new URLSearchParams(text)
  const read = (field: Field): string =>
    (form.get(field) ?? '').replaceAll('\r\n', '\n').replaceAll('\0', '\uFFFD').trim()
  return {
    title: read('title'),
    text: read('text'),
    version: read('version'),
    contact: read('contact'),
    wantsCredit: form.get('credit') === 'yes',
  }
}

function findFaults(draft: Draft): readonly Fault[] {
  return (Object.keys(most) as Field[]).flatMap((field): Fault[] => {
    if ((field === 'title' || field === 'text') && draft[field] === '') return [{ field, code: 'need' }]
    return draft[field].length > most[field] ? [{ field, code: 'tooLong' }] : []
  })
}

const DAY = 24 * 60 * 60

async function storeReport({ org, product, wishes }: OpenPage, draft: Draft, now: string) {
  const reference = makeReference(now)
  const acknowledgeBy = addSeconds(now, wishes.acknowledgeDays * DAY)
  const { title, text, version, contact, wantsCredit } = draft
  const body: ReportBody = {
    title,
    text,
    wantsCredit,
    ...(version === '' ? {} : { version }),
    ...(contact === '' ? {} : { contact }),
  }
  await org.change(async (change) => {
    await change.db
      .insertInto('vuln_report')
      .values({
        org_id: org.id,
        product_id: product.id,
        reference,
        state: 'new',
        received_at: now,
        acknowledge_by: acknowledgeBy,
        acknowledged_at: null,
        closed_at: null,
        body: JSON.stringify(body),
        case_id: null,
        note: null,
      })
      .execute()
    await raiseReceived(org, change, { slug: product.slug, name: product.name, reference, now })
  })
  return { reference, acknowledgeBy }
}

type Change = Parameters<Parameters<OrgScope['change']>[0]>[0]

async function raiseReceived(
  org: OrgScope,
  change: Change,
  {
    slug,
    name,
    reference,
    now,
  }: { readonly slug: string; readonly name: string; readonly reference: string; readonly now: string },
): Promise<void> {
  await raiseNotice(org, change, {
    key: `report:${reference}`,
    kind: 'report-received',
    what: 'report.received',
    subject: `reports:${slug}`,
    product: slug,
    href: `/p/${encodeURIComponent(slug)}/public/reports/${reference}`,
    values: { product: name, reference },
    at: now,
  })
}

/** `R-20261122-` and 50 random bits, without letters that look alike. */
function makeReference(now: string): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const random = [...randomBytes(10)].map((byte) => letters[byte % letters.length] ?? '').join('')
  return `R-${now.slice(0, 10).replaceAll('-', '')}-${random}`
}

function formatDone(
  facts: Facts,
  { reference, acknowledgeBy }: { readonly reference: string; readonly acknowledgeBy: string },
): string {
  const say = sayIn(facts.language)
  const date = formatDate(facts.language, acknowledgeBy)
  const body = html`<p>${say('report.doneText', { date })}</p><p><a href="${link(facts.page, '/', facts.query)}">${say('page.back')}</a></p>`
  return frame(facts, { title: say('report.done', { reference }), body })
}

export function formatTooMany(facts: Facts, seconds: number): string {
  const say = sayIn(facts.language)
  return frame(facts, {
    title: say('report.tooMany', { n: Math.ceil(seconds / 60) }),
    body: html`<p><a href="${link(facts.page, '/', facts.query)}">${say('page.back')}</a></p>`,
  })
}

export function languageOf(url: URL, header: string | null): Language {
  const asked = url.searchParams.get('lang')
  if (asked === 'de' || asked === 'en') return asked
  const wanted = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const q = rest.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined)
      return { language: tag.slice(0, 2).toLowerCase(), q: q === undefined ? 1 : Number(q) }
    })
    .filter(({ language, q }) => (language === 'de' || language === 'en') && q > 0)
    .toSorted((a, b) => b.q - a.q)
  return wanted[0]?.language === 'de' ? 'de' : 'en'
}
