/** An action in words: what to change, and why it comes where it comes. */
import { clip, type MessageKey, type Translator, toPurlLabel } from '@occtet/ui'
import { type Finding, isExploited } from '../../model/index.ts'
import type { Action } from './actions.ts'
import { isShipped } from './rank.ts'

/** "Update lodash to 4.17.21 or later"; names at most `shownNeeds` other packages and counts the rest. */
export function formatAction(action: Action, t: Translator<MessageKey>, shownNeeds = 2): string {
  const { name, version } = toPurlLabel(action.target)
  const target = clip(version === '' ? name : `${name} ${version}`, 80)
  const first = action.findings[0]
  if (first === undefined) throw new Error('an action without a finding')
  switch (action.kind) {
    case 'remove':
      return t('action.remove', { target })
    case 'upgrade':
      return formatUpgrade(action, { target, shownNeeds }, t)
    case 'none-known':
      return t('action.noneKnown', { target })
    default:
      return action.kind satisfies never
  }
}

/** "Critical, in the product, direct. Closes 3 findings."; what is exploited already says so first. */
export function formatReason(action: Action, t: Translator<MessageKey>): string {
  const first = action.findings[0]
  if (first === undefined) throw new Error('an action without a finding')
  const level = first.isMalicious ? t('why.malicious') : t(`level.${first.level}`)
  const worst = isExploited(first) === true ? [t('why.exploited'), level.toLowerCase()] : [level]
  const why = [...worst, t(placeKey(first)), relationWord(first, t)]
  const closes = action.kind === 'none-known' ? 'why.open' : 'why.closes'
  return `${why.join(', ')}. ${t(closes, { n: action.findings.length })}`
}

function placeKey(finding: Finding): 'why.shipped' | 'why.development' | 'why.unknown' {
  if (finding.scope === 'unknown') return 'why.unknown'
  return isShipped(finding) ? 'why.shipped' : 'why.development'
}

function relationWord(finding: Finding, t: Translator<MessageKey>): string {
  return t(`relation.${finding.relation}`)
}

function formatUpgrade(
  { version, needs }: Action,
  { target, shownNeeds }: { target: string; shownNeeds: number },
  t: Translator<MessageKey>,
): string {
  const shown = needs.slice(0, shownNeeds).map((need) => clip(`${need.name} ${need.version}`, 60))
  const rest = needs.length - shown.length
  const more = rest > 0 ? t('list.andMore', { n: rest }) : ''
  const brought = shown.join(', ') + more
  if (version === undefined) return t('action.upgradeDirect', { target, needs: brought })
  const own = { target, version: clip(version, 60) }
  return needs.length === 0 ? t('action.upgrade', own) : t('action.upgradeBoth', { ...own, needs: brought })
}
