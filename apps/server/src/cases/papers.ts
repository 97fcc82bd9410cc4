/** Papers of a case: reports to be copied into the platform, the notice to users, the advisory, the decision. Pure. */
import type { casePackageView } from '@occtet/contract/api'
import {
  buildAdvisory,
  buildDecision,
  buildPackage,
  buildUserNotice,
  type CasePackage,
  detailsOfItem,
  formatPackage,
  type Language,
  type ProductProfile,
  toCaseState,
  toRoutingFacts,
} from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'
import type { StoredCase } from './store.ts'

export type PackageView = z.infer<typeof casePackageView>
type Item = PackageView['fields'][number]

export interface PaperSource {
  readonly stored: StoredCase
  readonly profile: ProductProfile | undefined
  readonly language: Language
  /** RFC 3339, UTC. */
  readonly now: string
}

/** As the command line names the stages, and as entries do. */
const stages: Readonly<Record<string, CasePackage['stage']>> = {
  'early-warning': 'early_warning',
  early_warning: 'early_warning',
  notification: 'notification',
  'final-report': 'final_report',
  final_report: 'final_report',
  interim: 'interim',
}

export function findStage(name: string): CasePackage['stage'] | undefined {
  return Object.hasOwn(stages, name) ? stages[name] : undefined
}

export function packageOf(
  stage: CasePackage['stage'],
  { stored, profile, language, now }: PaperSource,
): CasePackage {
  const routing = toRoutingFacts(profile)
  return buildPackage(stage, { file: stored.file, profile, routing, language, now: Date.parse(now) })
}

export function toPackageView(pack: CasePackage, source: PaperSource): PackageView {
  const isSaidUnknown = toCaseState(source.stored.file).details.get('suspectedUnlawful')?.value === 'unknown'
  const view = (item: CasePackage['fields'][number]): Item => toItem(item, isSaidUnknown)
  const { stage, stageId, title, ref, due, dueNote, channel, platform, disclaimer, watermark } = pack
  return {
    stage,
    stageId,
    title,
    ref,
    due,
    dueNote,
    recipients: [...pack.recipients],
    channel,
    platform,
    fields: pack.fields.map(view),
    legalContent: pack.legalContent.map(view),
    missing: [...pack.missing],
    disclaimer,
    ...(watermark === undefined ? {} : { watermark }),
  }
}

/** `unsure`: something is said and something is missing, or what is said is that nobody knows. */
function toItem(item: CasePackage['fields'][number], isSaidUnknown: boolean): Item {
  const fields = [...detailsOfItem(item.item)]
  const isUnknown = isSaidUnknown && fields.includes('suspectedUnlawful')
  return {
    item: item.item,
    label: item.label,
    state: isUnknown ? 'unsure' : stateOf(item),
    value: item.value,
    missing: [...item.missing],
    from: [...item.from],
    fields,
  }
}

function stateOf({ value, missing, isOptional }: CasePackage['fields'][number]): Item['state'] {
  if (value === null) return isOptional ? 'optional' : 'missing'
  return missing.length === 0 ? 'ready' : 'unsure'
}

export interface CasePaper {
  readonly name: string
  readonly media: string
  readonly text: string
}

const endings: Readonly<Record<string, string>> = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
}

/** `early-warning.txt`, `interim.json`, `users.md`, `csaf.json`, `decision.md`; undefined: no such paper, or not yet. */
export function caseFileOf(asked: string, source: PaperSource): CasePaper | undefined {
  const [, part = '', ending = ''] = /^([a-z-]+)\.(txt|json|md)$/.exec(asked) ?? []
  const made = textOf(part, ending, source)
  const media = endings[ending]
  if (made === undefined || media === undefined) return undefined
  return { name: `${source.stored.file.id}-${made.part}.${ending}`, media, text: made.text }
}

interface MadeText {
  /** As the command line names the file. */
  readonly part: string
  readonly text: string
}

function textOf(part: string, ending: string, source: PaperSource): MadeText | undefined {
  const { stored, profile, language, now } = source
  const { file } = stored
  const stage = findStage(part)
  if (stage !== undefined && ending !== 'md') {
    const pack = packageOf(stage, source)
    const text = ending === 'txt' ? formatPackage(pack, language) : `${JSON.stringify(pack, null, 1)}\n`
    return { part: pack.stageId, text }
  }
  if (part === 'users' && ending === 'md') {
    return { part, text: buildUserNotice({ file, profile, language }).markdown }
  }
  if (part === 'decision' && ending === 'md') {
    const text = buildDecision({ file, language })
    return text === undefined ? undefined : { part, text }
  }
  if (part === 'csaf' && ending === 'json') {
    const advisory = buildAdvisory({ file, profile, language, now: Date.parse(now) })
    return advisory.ok ? { part, text: `${JSON.stringify(advisory.value, null, 2)}\n` } : undefined
  }
  return undefined
}

export function noticeOf({ stored: { file }, profile, language, now }: PaperSource): {
  readonly markdown: string
  readonly missing: string[]
  readonly hasAdvisory: boolean
} {
  const notice = buildUserNotice({ file, profile, language })
  const advisory = buildAdvisory({ file, profile, language, now: Date.parse(now) })
  return {
    markdown: notice.markdown,
    missing: [...new Set([...notice.missing, ...(advisory.ok ? [] : advisory.error.missing)])],
    hasAdvisory: advisory.ok,
  }
}
