/** Sentences that both writers of the notice file use. */
import type { NoticeGap, NoticeGroup, Notices } from '../../licenses/index.ts'

export function formatTitle(product: string | undefined): string {
  return product === undefined ? 'Third-party notices' : `Third-party notices of ${product}`
}

export function formatCount({ components, groups }: Notices): string {
  return `${count(components, 'component')}, ${count(groups.length, 'text')}.`
}

export function formatGap(gap: NoticeGap): string {
  switch (gap.kind) {
    case 'no-license':
      return gap.declared.length === 0
        ? 'No license is known. Nothing declares one and no text was found: find out before you pass it on.'
        : `No license is known. Declared, but not readable as a license: ${gap.declared.map((text) => `"${text}"`).join(', ')}.`
    case 'no-text':
      return `The text of ${gap.license} was not found: it is in no file of the package and not in the SPDX list.`
    case 'contradiction':
      return `Counted as ${gap.license}, but a file in it holds ${gap.found}.`
    default:
      return gap satisfies never
  }
}

export const gapsTitle = 'Not complete'

export function formatGaps(gaps: readonly NoticeGap[]): string {
  const names = new Set(gaps.map((gap) => gap.name)).size
  const start = names === 1 ? '1 component needs' : `${names} components need`
  return `${start} a person before this file is passed on.`
}

/** Where the text comes from, where that has to be said. */
export function formatOrigin({ origin, ids }: NoticeGroup): string | undefined {
  if (origin === 'standard') {
    return 'The packages below bring no text of their own: this is the standard text of the SPDX License List.'
  }
  return ids.length === 0 ? 'As found in the package; not a license text that we know.' : undefined
}

export const noCopyright = 'no copyright line found'

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
