/** What is not known, as sentences: each gap says its size; a report without gaps says nothing here. */
import type { MessageKey, Translator } from '@occtet/ui'
import { isExploited } from '../../model/index.ts'
import type { ReportInput } from '../input.ts'
import type { Knowledge } from './knowledge.ts'

export interface Gap {
  readonly kind:
    | 'no-data'
    | 'starter-set'
    | 'files'
    | 'unresolved'
    | 'unidentified'
    | 'unknown'
    | 'stale'
    | 'exploitation'
    | 'requirements'
  readonly text: string
  /** Id of the report's section that tells more. */
  readonly section: 'sources' | 'files' | 'components' | 'requirements' | 'findings'
}

export function toGaps(input: ReportInput, known: Knowledge, t: Translator<MessageKey>): readonly Gap[] {
  const gaps: Gap[] = []
  if (input.findings === undefined) {
    gaps.push({ kind: 'no-data', text: t('gap.noData'), section: 'sources' })
  } else if (input.starterSetOnly) {
    gaps.push({ kind: 'starter-set', text: t('gap.starterSet'), section: 'sources' })
  }
  const counted = countedGaps(input, known, t)
  return [
    ...gaps,
    ...counted.filter(({ n }) => n > 0).map(({ kind, section, text }) => ({ kind, section, text })),
  ]
}

function countedGaps(
  input: ReportInput,
  known: Knowledge,
  t: Translator<MessageKey>,
): readonly (Gap & { readonly n: number })[] {
  const files = known.unreadFiles.length
  const unresolved = known.unresolved.length
  const unknown = known.unknown.length
  const nameless = input.inventory.unidentified?.length ?? 0
  const stale = known.staleSources.length
  const unlisted = known.vulnerabilities.filter((finding) => isExploited(finding) === undefined).length
  const open = input.cra.requirements.filter((requirement) => requirement.state === 'not-looked').length
  const all = input.inventory.files.length
  return [
    {
      kind: 'exploitation',
      section: 'findings',
      n: unlisted,
      text: t('gap.exploitation', { n: unlisted }),
    },
    { kind: 'files', section: 'files', n: files, text: t('gap.files', { n: files, all }) },
    {
      kind: 'unresolved',
      section: 'components',
      n: unresolved,
      text: t('gap.unresolved', { n: unresolved }),
    },
    ...unidentifiedGap(nameless, t),
    { kind: 'unknown', section: 'sources', n: unknown, text: t('gap.unknown', { n: unknown }) },
    {
      kind: 'stale',
      section: 'sources',
      n: stale,
      text: t('gap.stale', { n: stale, all: known.sources.length }),
    },
    { kind: 'requirements', section: 'requirements', n: open, text: t('gap.requirements', { n: open }) },
  ]
}

function unidentifiedGap(n: number, t: Translator<MessageKey>): readonly (Gap & { readonly n: number })[] {
  return [{ kind: 'unidentified', section: 'files', n, text: t('gap.unidentified', { n }) }]
}
