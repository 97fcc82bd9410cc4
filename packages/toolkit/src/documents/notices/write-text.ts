/** The notice file as plain text. */
import type { NoticeGroup, Notices } from '../../licenses/index.ts'
import { showHidden } from '@occtet/ui'
import {
  formatCount,
  formatGap,
  formatGaps,
  formatOrigin,
  formatTitle,
  gapsTitle,
  noCopyright,
} from './words.ts'

const rule = '='.repeat(78)
const thin = '-'.repeat(78)

export function writeNoticesText(notices: Notices, product: string | undefined): string {
  const head = [formatTitle(product), '', formatCount(notices), '']
  const lines = [...head, ...gapLines(notices), ...notices.groups.flatMap(groupLines)]
  return `${lines.map(cleanLine).join('\n').trimEnd()}\n`
}

function gapLines({ gaps }: Notices): readonly string[] {
  if (gaps.length === 0) return []
  return [
    rule,
    `!!! ${gapsTitle.toUpperCase()}: ${formatGaps(gaps)}`,
    rule,
    '',
    ...gaps.flatMap((gap) => [`  ${gap.name}`, `    ${formatGap(gap)}`]),
    '',
  ]
}

function groupLines(group: NoticeGroup): readonly string[] {
  const origin = formatOrigin(group)
  return [
    rule,
    group.title,
    rule,
    '',
    ...(origin === undefined ? [] : [origin, '']),
    ...group.members.flatMap(({ name, copyrights }) => [
      `  ${name}`,
      ...(copyrights.length === 0 ? [`    (${noCopyright})`] : copyrights.map((line) => `    ${line}`)),
    ]),
    '',
    thin,
    '',
    ...group.text.split('\n'),
    '',
  ]
}

/** Control and direction characters are shown: a text cannot pose as another one. */
function cleanLine(line: string): string {
  return showHidden(line.replaceAll('\f', '').replaceAll('\r', '')).trimEnd()
}
