/** SIG-SBOM-EOL: components that nobody keeps up any more: past the end that their makers publish, or unmaintained as advisories say. */
import {
  lifecycleData,
  lifecycleOf,
  type LifecycleRow,
  parseLifecycleFile,
  withUserData,
} from '../../../lifecycle/index.ts'
import { isShipped, placesOf } from '../../production.ts'
import { reasonWithout, type Signal, type SignalInput, toSignalResult } from '../../signal.ts'
import type { EvidencePlace } from '../../status.ts'
import { count, join, say, type Spoken } from '../../say.ts'

const id = 'SIG-SBOM-EOL'
const named = 3
const mostPlaces = 100

export const sbomEol: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const rows = datedRows(input)
    const ended = rows.filter(({ status }) => status === 'ended')
    const hits = (input.findings?.findings ?? []).filter(
      (one) => isShipped(one) && one.informational === 'unmaintained',
    )
    const unmaintained = [...new Set(hits.map(({ purl }) => String(purl)))].sort()
    if (ended.length === 0 && unmaintained.length === 0) {
      const statement = say`Whether components are past their end of life is unknown.`
      const reason = whyUnknown(input, rows)
      return toSignalResult(id, { state: 'unknown', statement, facts: { components: null }, reason })
    }
    const purls = ended.flatMap(({ places }) => places.flatMap(({ purl }) => purl ?? []))
    return toSignalResult(id, {
      state: 'contrary',
      statement: toStatement(ended, unmaintained),
      facts: { components: [...new Set([...purls.map(String), ...unmaintained])].sort() },
      evidence: [...placesOfRows(ended), ...placesOf(input, hits)].slice(0, mostPlaces),
    })
  },
}

/** Of what ships; version files say what developers use, so they are left out. `.occtet/lifecycle.yaml` counts where it can be read. */
function datedRows({ asOf, inventory, tree }: SignalInput): readonly LifecycleRow[] {
  if (asOf === undefined) return []
  const own = parseLifecycleFile(tree.read('.occtet/lifecycle.yaml') ?? '')
  const data = own.ok ? withUserData(lifecycleData, own.value) : lifecycleData
  const components = inventory.components.filter((one) => !one.isFirstParty && isShipped(one))
  return lifecycleOf({ components, runtimes: [] }, data, asOf.slice(0, 10)).rows
}

function toStatement(ended: readonly LifecycleRow[], unmaintained: readonly string[]): Spoken {
  const names = ended
    .slice(0, named)
    .map(({ name, version, securityEnds }) => `${name} ${version} (${securityEnds ?? ''})`)
  const first = unmaintained.slice(0, named).join(', ')
  const called = count(unmaintained.length, 'shipped component')
  if (ended.length === 0) return say`Advisories call ${called} unmaintained: ${first}.`
  const past = say`${count(ended.length, 'shipped product')} past the end of support: ${join(names, ', ')}.`
  if (unmaintained.length === 0) return past
  return say`${past} Advisories call ${called} unmaintained: ${first}.`
}

function whyUnknown(input: SignalInput, rows: readonly LifecycleRow[]): Spoken {
  if (input.findings === undefined) return reasonWithout(input, 'findings')
  if (input.asOf === undefined) return reasonWithout(input, 'asOf')
  const known = rows.filter(({ status }) => status !== 'unknown').length
  return say`dates are known for ${count(known, 'shipped product')} and none is past its end; for the rest none are known, and advisories call nothing unmaintained`
}

function placesOfRows(rows: readonly LifecycleRow[]): readonly EvidencePlace[] {
  return rows.flatMap(({ places }) => places.slice(0, 1).map(({ path, line }) => ({ path, line })))
}
