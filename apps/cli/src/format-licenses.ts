/** Licenses of a tree for a terminal: what is unknown and what contradicts first, then license by license. */
import { obligationsOf } from '@occtet/toolkit/licenses'
import { firstOf, fold, plain } from './layout.ts'
import type { ComponentLicense } from '@occtet/toolkit/policy'

const most = 10

export function formatLicenses(
  licenses: readonly ComponentLicense[],
  { columns, all }: { readonly columns: number; readonly all: boolean },
): string {
  const width = Math.min(columns, 110)
  const limit = all ? licenses.length : most
  const unknown = licenses.filter(({ resolved }) => resolved.effective === undefined)
  const clashes = licenses.filter(({ resolved }) => resolved.conflicts.length > 0)
  const groups = groupByLicense(licenses)
  return [
    `${licenses.length} components, ${groups.length} licenses; of ${unknown.length} the license is unknown.\n`,
    ...section('Unknown', unknown, { limit, line: (one) => unknownLine(one, width) }),
    ...section('Contradictions', clashes, { limit, line: (one) => clashLine(one, width) }),
    groups.length === 0 ? '' : '\nLicenses\n',
    ...groups.map((group) => groupLine(group, width)),
  ].join('')
}

function unknownLine({ component, resolved }: ComponentLicense, width: number): string {
  const said = resolved.unread.map(({ text }) => JSON.stringify(plain(text))).join(', ')
  const text = `${plain(component.purl)}${said === '' ? '' : `: says ${said}`}`
  return fold('  ', text, { indent: 4, width })
}

function clashLine({ component, resolved }: ComponentLicense, width: number): string {
  const clashes = resolved.conflicts.map(sayConflict).join('; ')
  return fold('  ', `${plain(component.purl)}: ${plain(clashes)}`, { indent: 4, width })
}

function groupLine(
  [license, members]: readonly [string, readonly ComponentLicense[]],
  width: number,
): string {
  const known = obligationsOf(license)
  const kind = known.kind === 'known' ? `, ${known.class}` : ''
  const names = members.map(({ component }) => plain(component.purl))
  const text = `${plain(license)} (${members.length}${kind}): ${firstOf(names, 3)}`
  return fold('  ', text, { indent: 4, width })
}

interface Section {
  readonly limit: number
  readonly line: (license: ComponentLicense) => string
}

function section(
  title: string,
  members: readonly ComponentLicense[],
  { limit, line }: Section,
): readonly string[] {
  if (members.length === 0) return []
  const left = members.length - limit
  return [
    `\n${title} (${members.length})\n`,
    ...members.slice(0, limit).map(line),
    left > 0 ? `  … and ${left} more; --all lists them\n` : '',
  ]
}

/** By number of components, then name. */
function groupByLicense(
  licenses: readonly ComponentLicense[],
): readonly (readonly [string, readonly ComponentLicense[]])[] {
  const groups = new Map<string, ComponentLicense[]>()
  for (const license of licenses) {
    const { effective } = license.resolved
    if (effective !== undefined) groups.set(effective, [...(groups.get(effective) ?? []), license])
  }
  return [...groups].sort(([a, many], [b, few]) => few.length - many.length || (a < b ? -1 : 1))
}

export function sayConflict(conflict: ComponentLicense['resolved']['conflicts'][number]): string {
  switch (conflict.kind) {
    case 'declarations-differ':
      return `${conflict.a.source} says ${conflict.a.text}, ${conflict.b.source} says ${conflict.b.text}`
    case 'text-not-named':
      return `${conflict.detected.path}:${conflict.detected.lines.start} holds ${conflict.detected.id}, which ${conflict.expression} does not name`
    case 'concluded-differs':
      return `concluded is ${conflict.concluded}, ${conflict.declared.source} says ${conflict.declared.text}`
    case 'conclusion-unreadable':
      return `the conclusion ${conflict.text} is no SPDX expression`
    default:
      return conflict satisfies never
  }
}
