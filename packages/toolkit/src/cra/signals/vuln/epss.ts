/** SIG-VULN-EPSS: how likely exploitation is, by FIRST's model; ranks work, and proves nothing about this product. */
import type { EpssSignal, Finding } from '../../../model/index.ts'
import { mostItems, openFindings, placesOf, silenceReason } from '../../production.ts'
import { type FlawFeeds, reasonWithout, type Signal, type SignalInput, toSignalResult } from '../../signal.ts'
import { count, say, type Spoken } from '../../say.ts'

const id = 'SIG-VULN-EPSS'
/** Our own line: one in ten within thirty days. */
const likely = 0.1

interface Scored {
  readonly finding: Finding
  readonly signal: EpssSignal
}

export const vulnEpss: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const { feeds } = input
    const open = openFindings(input)
    const scored = feeds === undefined ? [] : open.flatMap((finding) => scoreOf(feeds, finding) ?? [])
    const ranked = [...scored].sort(
      (a, b) => b.signal.score - a.signal.score || (a.finding.key < b.finding.key ? -1 : 1),
    )
    const items = ranked.slice(0, mostItems).map(({ finding, signal }) => ({
      id: finding.group,
      purl: finding.purl,
      score: signal.score,
      percentile: signal.percentile,
    }))
    const high = ranked.filter(({ signal }) => signal.score >= likely)
    const top = high[0]
    if (top !== undefined) {
      const statement = say`${count(high.length, 'finding')} in shipped components with an EPSS of ${likely} or more; the highest is ${top.finding.group} with ${top.signal.score}.`
      const evidence = placesOf(
        input,
        high.map(({ finding }) => finding),
      )
      return toSignalResult(id, { state: 'contrary', statement, facts: { items }, evidence })
    }
    const reason = missingReason(input, open.length - scored.length)
    if (reason !== undefined) {
      const statement = say`How likely exploitation of the findings is, is not known for all of them.`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: { items: scored.length > 0 ? items : null },
        reason,
      })
    }
    const statement = say`No finding in shipped components has an EPSS of ${likely} or more.`
    return toSignalResult(id, { state: 'absent', statement, facts: { items } })
  },
}

/** The highest among the names of the flaw. */
function scoreOf(feeds: FlawFeeds, finding: Finding): Scored | undefined {
  const signals = [...new Set([finding.group, ...finding.aliases])].flatMap((name) =>
    feeds.signalsOf(name).filter((signal): signal is EpssSignal => signal.kind === 'epss'),
  )
  const signal = signals.sort((a, b) => b.score - a.score)[0]
  return signal === undefined ? undefined : { finding, signal }
}

function missingReason(input: SignalInput, without: number): Spoken | undefined {
  const silence = silenceReason(input)
  if (silence !== undefined) return silence
  if (input.feeds === undefined) return reasonWithout(input, 'feeds')
  return without > 0 ? say`no EPSS is loaded for ${count(without, 'finding')}` : undefined
}
