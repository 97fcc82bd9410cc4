/** One component's license: facts, contradictions, duties, and the texts side by side. */
import type { LicenseDetail } from '@occtet/contract/api'
import { ok, type Result } from '@occtet/toolkit/base'
import {
  findListedLicense,
  type LicenseConflict,
  obligationsIn,
  openStandardTexts,
  type UnreadDeclaration,
} from '@occtet/toolkit/licenses'
import { parseLicenseExpression } from '@occtet/toolkit/model'
import type { Refused } from '../triage/triage-desk.ts'
import { findComponent, type LicenseDesk } from './license-desk.ts'
import { licenseRows, toLicenseRow } from './rows.ts'

/** Most characters of one shown text. */
const mostShown = 64 * 1024

export async function licenseDetail(
  licenses: LicenseDesk,
  purl: string,
  now: string,
): Promise<Result<LicenseDetail, Refused>> {
  const component = findComponent(licenses, purl)
  if (!component.ok) return component
  const license = licenses.licenseOf(component.value)
  const { facts, resolved } = license
  const row = (await licenseRows(licenses, now)).find((one) => one.purl === purl)
  const { effective } = resolved
  return ok({
    row: row ?? toLicenseRow(license, []),
    declared: facts.declared.map((one) => ({ ...one })),
    detected: facts.detected.map(({ id, expression, path, confidence }) => ({
      expression: expression ?? id,
      path,
      confidence,
    })),
    ...(facts.concluded === undefined ? {} : { concluded: toConcluded(facts.concluded) }),
    unread: resolved.unread.map(toUnread),
    conflicts: resolved.conflicts.map(toConflict),
    obligations: obligationsFor(effective),
    texts: licenses.texts.textsOf(component.value.purl).map(({ path, text }) => ({
      path,
      text: text.slice(0, mostShown),
      isCut: text.length > mostShown,
    })),
    hasTexts: licenses.hasTexts,
    standard: standardFor(effective),
    places: component.value.evidence.slice(0, 50).map(({ path, line }) => ({ path, line })),
  })
}

function toConcluded({ expression, by, at, reason, source }: NonNullable<LicenseDetail['concluded']>) {
  return { expression, by, at, reason, source }
}

function toUnread({ text, source, reading }: UnreadDeclaration): LicenseDetail['unread'][number] {
  return { text, source, ...('proposal' in reading ? { proposal: String(reading.proposal) } : {}) }
}

function toConflict(conflict: LicenseConflict): LicenseDetail['conflicts'][number] {
  const { kind } = conflict
  switch (kind) {
    case 'declarations-differ':
      return { kind, sides: [toSide(conflict.a), toSide(conflict.b)] }
    case 'text-not-named': {
      const { detected, expression } = conflict
      const place = `${detected.path}:${detected.lines.start}`
      return {
        kind,
        sides: [
          { text: expression, source: '' },
          { text: detected.id, source: place },
        ],
      }
    }
    case 'concluded-differs':
      return { kind, sides: [{ text: conflict.concluded, source: '' }, toSide(conflict.declared)] }
    case 'conclusion-unreadable':
      return { kind, sides: [toSide(conflict)] }
    default:
      return conflict satisfies never
  }
}

function toSide({ text, source }: { readonly text: string; readonly source: string }) {
  return { text, source }
}

function obligationsFor(effective: string | undefined): LicenseDetail['obligations'] {
  const parsed = effective === undefined ? undefined : parseLicenseExpression(effective)
  if (parsed?.ok !== true) return []
  return obligationsIn(parsed.value).map((one) => {
    if (one.kind === 'unknown') return { id: one.id, class: 'unknown', terms: [] }
    const terms = one.terms.map(({ kind, code, text, section }) => ({ kind, code, text, section }))
    return { id: one.id, class: one.class, terms }
  })
}

function standardFor(effective: string | undefined): LicenseDetail['standard'] {
  const ids = obligationsFor(effective).map(({ id }) => id)
  const texts = openStandardTexts()
  return ids.flatMap((id) => {
    const text = texts.get(id)
    const name = findListedLicense(id)?.name
    return text === undefined ? [] : [{ id, text, ...(name === undefined ? {} : { name }) }]
  })
}
