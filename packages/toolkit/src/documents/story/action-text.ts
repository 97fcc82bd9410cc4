/** An action in words: what to change, and why it comes where it comes. */
import { clip, type MessageKey, type Translator, toPurlLabel } from '@occtet/ui'
import type { Finding } from '../../model/index.ts'
import type { Action } from './actions.ts'
import { isShipped } from './rank.ts'

/** "Update lodash to 4.17.21 or later". */
export function formatAction(action: Action, t: Translator<MessageKey>): string {
  const { name, version } = toPurlLabel(action.target)
  const target = clip(version === '' ? name : `${name} ${version}`, 80)
  const first = action.findings[0]
  if (first === undefined) throw new Error('an action without a finding')
  switch (action.kind) {
    case 'remove':
      return t('action.remove', { target })
    case 'upgrade':
      return t('action.upgrade', { target, version: formatNeeds(action, false) })
    case 'upgrade-direct':
      return t('action.upgradeDirect', { target, needs: formatNeeds(action, true) })
    case 'none-known':
      return t('action.noneKnown', { target })
    default:
      return action.kind satisfies never
  }
}

/** "Critical, in the product, direct. Closes 3 findings." */
export function formatReason(action: Action, t: Translator<MessageKey>): string {
  const first = action.findings[0]
  if (first === undefined) throw new Error('an action without a finding')
  const level = first.isMalicious ? t('why.malicious') : t(`level.${first.level}`)
  const why = [level, t(isShipped(first) ? 'why.shipped' : 'why.development'), relationWord(first, t)]
  const closes = action.kind === 'none-known' ? 'why.open' : 'why.closes'
  return `${why.join(', ')}. ${t(closes, { n: action.findings.length })}`
}

function relationWord(finding: Finding, t: Translator<MessageKey>): string {
  return t(`relation.${finding.relation}`)
}

function formatNeeds({ needs }: Action, withNames: boolean): string {
  const shown = needs
    .slice(0, 3)
    .map(({ name, version }) => clip(withNames ? `${name} ${version}` : version, 60))
  const more = needs.length > shown.length ? ', …' : ''
  return shown.join(', ') + more
}
