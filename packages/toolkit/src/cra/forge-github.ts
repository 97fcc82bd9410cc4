/** GitHub's REST answers (API version 2022-11-28) in our shape; Gitea and Forgejo give the first few alike. */
import { compareCodeUnits } from '../base/index.ts'
import type {
  ForgeAdvisory,
  ForgeExport,
  ForgeMerge,
  ForgePart,
  ForgeProtection,
  ForgeRelease,
  ForgeRepository,
} from './forge.ts'
import { absentReason, firstRead, type ForgeAnswers, noteFile, readAnswer } from './forge-answers.ts'
import { fieldsOf, flagAt, listAt, textAt, timeAt, valueAt } from './json-fields.ts'

/** As the catalogue has it: the last thirty. */
const mostMerges = 30

export function readGithub(answers: ForgeAnswers): Omit<ForgeExport, 'forge' | 'fetchedAt'> {
  return {
    repository: readRepository(answers),
    releases: readReleases(answers),
    protection: readProtection(answers),
    privateReporting: readFlag(answers, 'private-vulnerability-reporting.json', ['enabled']),
    dependencyAlerts: readAlerts(answers),
    secretScanning: readAnalysis(answers, 'secret_scanning'),
    advisories: readAdvisories(answers),
    merges: readMerges(answers),
    organisationPolicy: readAnswer(answers, 'organization-security-policy.json', ({ value }) => {
      const url = textAt(value, 'html_url')
      return url === undefined ? 'html_url is missing' : { value: { url } }
    }),
    mfaRequired: readFlag(answers, 'organization.json', ['two_factor_requirement_enabled']),
  }
}

/** Fields that need more rights are left out or null: then they are not known. */
function readFlag(answers: ForgeAnswers, path: string, at: readonly string[]): ForgePart<boolean> {
  return readAnswer(answers, path, ({ value }) => {
    const flag = flagAt(value, ...at)
    return flag === undefined ? `${at.join('.')} is not shown to this token` : { value: flag }
  })
}

function readRepository(answers: ForgeAnswers): ForgePart<ForgeRepository> {
  return readAnswer(answers, 'repository.json', ({ value }) => {
    const visibility = textAt(value, 'visibility')
    const isPrivate = flagAt(value, 'private')
    const isPublic = visibility === undefined ? negate(isPrivate) : visibility === 'public'
    return {
      value: {
        ...defined('url', textAt(value, 'html_url')),
        ...defined('isPublic', isPublic),
        ...defined('isArchived', flagAt(value, 'archived')),
        ...defined('defaultBranch', textAt(value, 'default_branch')),
        ...defined('pushedAt', timeAt(value, 'pushed_at')),
      },
    }
  })
}

function negate(flag: boolean | undefined): boolean | undefined {
  return flag === undefined ? undefined : !flag
}

/** `security_and_analysis` is shown to those who may administer the repository. */
function readAnalysis(answers: ForgeAnswers, feature: string): ForgePart<boolean> {
  return readAnswer(answers, 'repository.json', ({ value }) => {
    const status = textAt(value, 'security_and_analysis', feature, 'status')
    return status === undefined
      ? `security_and_analysis.${feature} is not shown to this token`
      : { value: status === 'enabled' }
  })
}

/** The forge answers 204 without a body when alerts are on; updates for them cannot be on without them. */
function readAlerts(answers: ForgeAnswers): ForgePart<boolean> {
  const path = 'vulnerability-alerts.json'
  if (answers.statusOf(path) === 204) return { isRead: true, value: true, place: { path: noteFile, line: 1 } }
  const updates = readAnalysis(answers, 'dependabot_security_updates')
  if (updates.isRead && updates.value) return updates
  return { isRead: false, reason: absentReason(answers, path) }
}

function readReleases(answers: ForgeAnswers): ForgePart<readonly ForgeRelease[]> {
  return readAnswer(answers, 'releases.json', ({ value }, place) => {
    if (!Array.isArray(value)) return 'expected a list'
    const releases = value.flatMap((item, index): readonly ForgeRelease[] => {
      const tag = textAt(item, 'tag_name')
      const at = timeAt(item, 'published_at')
      if (tag === undefined || at === undefined || flagAt(item, 'draft') === true) return []
      const assets = listAt(item, 'assets').map((asset) => ({
        name: textAt(asset, 'name') ?? '',
        ...defined('url', textAt(asset, 'browser_download_url')),
        ...defined('digest', textAt(asset, 'digest')),
      }))
      const notes = textAt(item, 'body') ?? ''
      const isPrerelease = flagAt(item, 'prerelease') === true
      return [
        { tag, name: textAt(item, 'name') ?? tag, at, isPrerelease, notes, assets, place: place([index]) },
      ]
    })
    return { value: releases.sort((a, b) => compareCodeUnits(b.at, a.at)) }
  })
}

/** Rules of rulesets are shown to every reader; the parts of classic protection to administrators only. */
function readProtection(answers: ForgeAnswers): ForgePart<ForgeProtection> {
  const rules = readAnswer(answers, 'branch-rules.json', ({ value }) => {
    if (!Array.isArray(value)) return 'expected a list'
    return { value: toProtection(value.flatMap((item) => textAt(item, 'type') ?? [])) }
  })
  if (rules.isRead && rules.value.isEnabled) return rules
  const classic = readAnswer(answers, 'branch-protection.json', ({ value }) => {
    const parts = Object.entries(fieldsOf(value) ?? {}).filter(([key, part]) => key !== 'url' && isOn(part))
    return { value: { ...toProtection(parts.map(([key]) => key)), isEnabled: true } }
  })
  if (classic.isRead) return classic
  const branch = readAnswer(answers, 'branch.json', ({ value }): { value: ForgeProtection } | string => {
    const flag = flagAt(value, 'protected')
    // Without the rulesets "not protected" is half of an answer.
    if (flag === undefined || (!flag && !rules.isRead)) return 'whether the branch is protected is not shown'
    return { value: { isEnabled: flag, rules: [] } }
  })
  return firstRead(
    branch,
    rules.isRead ? { isRead: false, reason: 'no ruleset holds for the branch' } : rules,
  )
}

function isOn(part: unknown): boolean {
  return typeof part === 'object' && part !== null && flagAt(part, 'enabled') !== false
}

function toProtection(rules: readonly string[]): ForgeProtection {
  return { isEnabled: rules.length > 0, rules: [...new Set(rules)].sort(compareCodeUnits) }
}

function readAdvisories(answers: ForgeAnswers): ForgePart<readonly ForgeAdvisory[]> {
  return readAnswer(answers, 'security-advisories.json', ({ value }, place) => {
    if (!Array.isArray(value)) return 'expected a list'
    const advisories = value.flatMap((item, index): readonly ForgeAdvisory[] => {
      const id = textAt(item, 'ghsa_id')
      if (id === undefined || (textAt(item, 'state') ?? 'published') !== 'published') return []
      const affected = listAt(item, 'vulnerabilities').map((one) => ({
        ...defined('range', textAt(one, 'vulnerable_version_range')),
        ...defined(
          'patched',
          textAt(one, 'patched_versions') ?? textAt(one, 'first_patched_version', 'identifier'),
        ),
      }))
      return [
        {
          id,
          ...defined('cve', textAt(item, 'cve_id')),
          ...defined('severity', textAt(item, 'severity')),
          ...defined('at', timeAt(item, 'published_at')),
          summary: textAt(item, 'summary') ?? '',
          description: textAt(item, 'description') ?? '',
          affected,
          place: place([index]),
        },
      ]
    })
    return { value: advisories.sort((a, b) => compareCodeUnits(b.at ?? '', a.at ?? '')) }
  })
}

function readMerges(answers: ForgeAnswers): ForgePart<readonly ForgeMerge[]> {
  return readAnswer(answers, 'pulls.json', ({ value }, place) => {
    if (!Array.isArray(value)) return 'expected a list'
    const merges = value.flatMap((item, index): readonly ForgeMerge[] => {
      const number = valueAt(item, 'number')
      const at = timeAt(item, 'merged_at')
      const author = textAt(item, 'user', 'login')
      if (
        typeof number !== 'number' ||
        !Number.isSafeInteger(number) ||
        at === undefined ||
        author === undefined
      )
        return []
      return [{ number, author, at, place: place([index]) }]
    })
    const newest = merges.sort((a, b) => compareCodeUnits(b.at, a.at)).slice(0, mostMerges)
    return { value: newest.map((merge) => ({ ...merge, ...approversOf(answers, merge) })) }
  })
}

/** An approval that was dismissed carries another state; one's own does not count. */
function approversOf(answers: ForgeAnswers, { number, author }: ForgeMerge): Pick<ForgeMerge, 'approvers'> {
  const reviews = readAnswer(answers, `reviews/${number}.json`, ({ value }) =>
    Array.isArray(value) ? { value: value as readonly unknown[] } : 'expected a list',
  )
  if (!reviews.isRead) return {}
  const approved = reviews.value.filter((review) => textAt(review, 'state') === 'APPROVED')
  const names = approved.flatMap((review) => textAt(review, 'user', 'login') ?? [])
  return { approvers: [...new Set(names)].filter((name) => name !== author) }
}

function defined<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V })
}
