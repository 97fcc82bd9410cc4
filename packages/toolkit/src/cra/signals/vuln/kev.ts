/** SIG-VULN-KEV: are vulnerabilities of shipped components known to be exploited somewhere. */
import type { Finding, KevSignal } from '../../../model/index.ts'
import { mostItems, openFindings, placesOf, silenceReason } from '../../production.ts'
import { type FlawFeeds, reasonWithout, type Signal, type SignalInput, toSignalResult } from '../../signal.ts'
import { count, say, type Spoken } from '../../say.ts'

const id = 'SIG-VULN-KEV'

export const vulnKev: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const { feeds } = input
    const open = feeds === undefined ? [] : openFindings(input)
    const hits = open.flatMap((finding) => kevOf(feeds, finding).map((signal) => ({ finding, signal })))
    if (hits.length > 0) {
      const found = [...new Set(hits.map(({ finding }) => finding))]
      const items = hits.slice(0, mostItems).map(({ finding, signal }) => ({
        id: finding.group,
        purl: finding.purl,
        catalogue: signal.catalogue,
        added: signal.added ?? null,
      }))
      const first = found[0]?.group ?? ''
      return toSignalResult(id, {
        state: 'contrary',
        statement: say`${count(found.length, 'finding')} in shipped components are listed as exploited somewhere (${first}); whether they are in this product is for a person to find out.`,
        facts: { items },
        evidence: placesOf(input, found),
      })
    }
    const reason = silenceReason(input) ?? catalogueReason(input)
    if (reason === undefined) {
      const statement = say`No finding in shipped components is listed as exploited.`
      return toSignalResult(id, { state: 'absent', statement, facts: { items: [] } })
    }
    const statement = say`Whether exploited vulnerabilities are among the findings is unknown.`
    return toSignalResult(id, { state: 'unknown', statement, facts: { items: null }, reason })
  },
}

function kevOf(feeds: FlawFeeds | undefined, finding: Finding): readonly KevSignal[] {
  return [...new Set([finding.group, ...finding.aliases])].flatMap((name) =>
    (feeds?.signalsOf(name) ?? []).filter((signal): signal is KevSignal => signal.kind === 'kev'),
  )
}

function catalogueReason(input: SignalInput): Spoken | undefined {
  const { feeds } = input
  if (feeds === undefined) return reasonWithout(input, 'feeds')
  const loaded = feeds.sources.filter(({ catalogues }) => catalogues?.includes('kev') === true)
  if (loaded.length === 0)
    return say`no catalogue of exploited vulnerabilities is loaded (\`occtet db import\` takes the list of CISA)`
  if (loaded.some((source) => !source.isStale)) return undefined
  return say`the catalogue of exploited vulnerabilities is of ${loaded[0]?.asOf.slice(0, 10) ?? say`an unknown day`}`
}
