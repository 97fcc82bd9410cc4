/** GitLab's REST answers (v4) in our shape, as far as it has the same things. */
import { compareCodeUnits } from '../base/index.ts'
import type {
  ForgeExport,
  ForgeMerge,
  ForgePart,
  ForgeProtection,
  ForgeRelease,
  ForgeRepository,
} from './forge.ts'
import { type ForgeAnswers, readAnswer } from './forge-answers.ts'
import { flagAt, listAt, textAt, timeAt, valueAt } from './json-fields.ts'

const mostMerges = 30

export function readGitlab(answers: ForgeAnswers): Omit<ForgeExport, 'forge' | 'fetchedAt'> {
  const notThere = (what: string): ForgePart<never> => ({
    isRead: false,
    reason: `GitLab has no ${what} that could be read`,
  })
  return {
    repository: readProject(answers),
    releases: readReleases(answers),
    protection: readProtection(answers),
    // Anybody who can open an issue can make it confidential; that issues are open says nothing about who may.
    privateReporting: notThere('setting of private vulnerability reports'),
    dependencyAlerts: notThere('setting of dependency alerts'),
    secretScanning: readAnswer(answers, 'project.json', ({ value }) => {
      const flag =
        flagAt(value, 'secret_push_protection_enabled') ??
        flagAt(value, 'pre_receive_secret_detection_enabled')
      return flag === undefined
        ? 'secret_push_protection_enabled is not shown to this token'
        : { value: flag }
    }),
    advisories: notThere('list of published advisories'),
    merges: readMerges(answers),
    organisationPolicy: notThere('security policy of a group'),
    mfaRequired: readAnswer(answers, 'group.json', ({ value }) => {
      const flag = flagAt(value, 'require_two_factor_authentication')
      return flag === undefined
        ? 'require_two_factor_authentication is not shown to this token'
        : { value: flag }
    }),
  }
}

function readProject(answers: ForgeAnswers): ForgePart<ForgeRepository> {
  return readAnswer(answers, 'project.json', ({ value }) => {
    const url = textAt(value, 'web_url')
    const visibility = textAt(value, 'visibility')
    const isArchived = flagAt(value, 'archived')
    const defaultBranch = textAt(value, 'default_branch')
    return {
      value: {
        ...(url === undefined ? {} : { url }),
        ...(visibility === undefined ? {} : { isPublic: visibility === 'public' }),
        ...(isArchived === undefined ? {} : { isArchived }),
        ...(defaultBranch === undefined ? {} : { defaultBranch }),
      },
    }
  })
}

function readReleases(answers: ForgeAnswers): ForgePart<readonly ForgeRelease[]> {
  return readAnswer(answers, 'releases.json', ({ value }, place) => {
    if (!Array.isArray(value)) return 'expected a list'
    const releases = value.flatMap((item, index): readonly ForgeRelease[] => {
      const tag = textAt(item, 'tag_name')
      const at = timeAt(item, 'released_at')
      if (tag === undefined || at === undefined || flagAt(item, 'upcoming_release') === true) return []
      const assets = listAt(item, 'assets', 'links').map((link) => {
        const url = textAt(link, 'direct_asset_url') ?? textAt(link, 'url')
        return { name: textAt(link, 'name') ?? '', ...(url === undefined ? {} : { url }) }
      })
      const notes = textAt(item, 'description') ?? ''
      return [
        {
          tag,
          name: textAt(item, 'name') ?? tag,
          at,
          isPrerelease: false,
          notes,
          assets,
          place: place([index]),
        },
      ]
    })
    return { value: releases.sort((a, b) => compareCodeUnits(b.at, a.at)) }
  })
}

/** Names may hold wildcards; only the default branch is asked about. */
function readProtection(answers: ForgeAnswers): ForgePart<ForgeProtection> {
  const project = readProject(answers)
  const branch = project.isRead ? project.value.defaultBranch : undefined
  return readAnswer(answers, 'protected-branches.json', ({ value }): { value: ForgeProtection } | string => {
    if (!Array.isArray(value)) return 'expected a list'
    if (branch === undefined) return 'which branch is the main one is not known'
    const rule = listAt({ value }, 'value').find((item) => matches(textAt(item, 'name') ?? '', branch))
    if (rule === undefined) return { value: { isEnabled: false, rules: [] } }
    const flags = ['code_owner_approval_required', 'allow_force_push'].filter(
      (key) => flagAt(rule, key) === true,
    )
    return { value: { isEnabled: true, rules: flags } }
  })
}

/** `*` stands for any text. Walked part by part: a pattern of the forge becomes no regular expression. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*')
  const [first = '', ...rest] = parts
  if (rest.length === 0) return pattern === name
  const last = rest.pop() ?? ''
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false
  let at = first.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= name.length - last.length
}

function readMerges(answers: ForgeAnswers): ForgePart<readonly ForgeMerge[]> {
  return readAnswer(answers, 'merge-requests.json', ({ value }, place) => {
    if (!Array.isArray(value)) return 'expected a list'
    const merges = value.flatMap((item, index): readonly ForgeMerge[] => {
      const number = valueAt(item, 'iid')
      const at = timeAt(item, 'merged_at')
      const author = textAt(item, 'author', 'username')
      if (
        typeof number !== 'number' ||
        !Number.isSafeInteger(number) ||
        at === undefined ||
        author === undefined
      )
        return []
      return [{ number, author, at, place: place([index]), ...approversOf(answers, number, author) }]
    })
    return { value: merges.sort((a, b) => compareCodeUnits(b.at, a.at)).slice(0, mostMerges) }
  })
}

function approversOf(answers: ForgeAnswers, number: number, author: string): Pick<ForgeMerge, 'approvers'> {
  const approvals = readAnswer(answers, `approvals/${number}.json`, ({ value }) => ({
    value: listAt(value, 'approved_by'),
  }))
  if (!approvals.isRead) return {}
  const names = approvals.value.flatMap((one) => textAt(one, 'user', 'username') ?? [])
  return { approvers: [...new Set(names)].filter((name) => name !== author) }
}
