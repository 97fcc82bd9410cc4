/** Licences over HTTP: parse, one domain call, respond. */
import type { licenseRoutes, LicenseRow } from '@occtet/contract/api'
import { writeNotices } from '@occtet/toolkit/documents'
import { formatCursor, parseCursor, readLimit } from '../kernel/cursor.ts'
import type { Handlers, OrgScope } from '../kernel/model.ts'
import { refuse, reply } from '../triage/handlers.ts'
import { concludeLicense, withdrawConclusion } from './conclude.ts'
import { licenseDetail } from './detail.ts'
import { openLicenseDesk, type ReleaseName } from './license-desk.ts'
import { isBreach, isWarned, licenseRows } from './rows.ts'

type Routes = typeof licenseRoutes
type Show = 'conflicts' | 'unknown' | 'concluded' | 'all'

const isShown: Readonly<Record<Show, (row: LicenseRow) => boolean>> = {
  conflicts: (row) => isBreach(row) || isWarned(row) || row.conflicts > 0,
  unknown: ({ basis }) => basis === 'unknown',
  concluded: ({ basis }) => basis === 'concluded',
  all: () => true,
}

export const licenseHandlers: Handlers<Routes> = {
  'licenses.list': async ({ org, params, query, now }) => {
    const licenses = await openLicenseDesk(org, params)
    if (!licenses.ok) return refuse(licenses.error)
    const after = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['number'])
    if (after?.ok === false)
      return refuse({ status: 400, code: 'CURSOR_INVALID', message: 'not one of ours' })
    const all = await licenseRows(licenses.value, now)
    const fitting = all.filter((row) => isShown[query.show ?? 'all'](row) && isNamed(row, query.q))
    const start = after === undefined ? 0 : Number(after.value[0])
    const end = start + readLimit(query.limit, 100)
    return {
      kind: 'value',
      value: {
        rows: fitting.slice(start, end),
        ...(end < fitting.length ? { next: formatCursor([end]) } : {}),
        total: fitting.length,
        counts: {
          components: all.length,
          conflicts: all.filter(isBreach).length,
          warnings: all.filter((row) => isWarned(row) && !isBreach(row)).length,
          unknown: all.filter(({ basis }) => basis === 'unknown').length,
          contradicting: all.filter(({ conflicts }) => conflicts > 0).length,
          concluded: all.filter(({ basis }) => basis === 'concluded').length,
        },
        policy: licenses.value.policy.name,
        notLooked: licenses.value.hasTexts ? [] : ['PACKAGE_TEXTS'],
      },
    }
  },
  'licenses.show': async ({ org, params, query, now }) => {
    const licenses = await openLicenseDesk(org, params)
    return licenses.ok ? reply(await licenseDetail(licenses.value, query.purl, now)) : refuse(licenses.error)
  },
  'licenses.conclude': async ({ org, caller, now, params, body }) => {
    const changed = await concludeLicense({ org, caller, now }, params, body)
    if (!changed.value.ok) return refuse(changed.value.error)
    const row = await rowAfter(org, params, { purl: body.purl, now })
    return { kind: 'value', value: { row, recorded: await changed.recorded() } }
  },
  'licenses.withdraw': async ({ org, caller, now, params, body }) => {
    const changed = await withdrawConclusion({ org, caller, now }, params, body)
    if (!changed.value.ok) return refuse(changed.value.error)
    const row = await rowAfter(org, params, { purl: body.purl, now })
    return { kind: 'value', value: { row, recorded: await changed.recorded() } }
  },
  'licenses.conclusions': async ({ org, params }) => {
    const licenses = await openLicenseDesk(org, params)
    if (!licenses.ok) return refuse(licenses.error)
    return { kind: 'value', value: { rows: licenses.value.conclusions.map((one) => ({ ...one })) } }
  },
  'licenses.notice': async ({ org, params, query }) => {
    const licenses = await openLicenseDesk(org, params)
    if (!licenses.ok) return refuse(licenses.error)
    const { components, licenseOf, texts, desk } = licenses.value
    const listed = components.map((component) => {
      const { facts } = licenseOf(component)
      return { name: component.purl, facts, texts: texts.textsOf(component.purl) }
    })
    const format = query.format ?? 'text'
    const text = writeNotices(listed, { format, product: desk.subject.name })
    const name = format === 'html' ? 'NOTICE.html' : 'NOTICE.txt'
    const media = format === 'html' ? 'text/html' : 'text/plain'
    return { kind: 'file', name, media, bytes: new TextEncoder().encode(text) }
  },
}

function isNamed({ purl, effective }: LicenseRow, q: string | undefined): boolean {
  const hay = `${purl} ${effective ?? ''}`.toLowerCase()
  return (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

async function rowAfter(
  org: OrgScope,
  release: ReleaseName,
  { purl, now }: { readonly purl: string; readonly now: string },
): Promise<LicenseRow> {
  const licenses = await openLicenseDesk(org, release)
  const rows = licenses.ok ? await licenseRows(licenses.value, now) : []
  const row = rows.find((one) => one.purl === purl)
  if (row === undefined) throw new Error('a component that was concluded on is in the inventory')
  return row
}
