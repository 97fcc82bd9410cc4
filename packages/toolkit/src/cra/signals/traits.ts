/** SIG-REPO-TRAITS: what the product does, as far as code, manifests and interface descriptions show it. */
import { type Finding, hasProductCode, placesOf } from '../code-signals.ts'
import { findForms } from '../form/product-forms.ts'
import { readInterfaces } from '../interfaces/read-interfaces.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-TRAITS'

/** Option ids of question A8. */
const options: Readonly<Record<string, string>> = {
  networked: 'networked',
  stores_data: 'stores-data',
  transmits_data: 'sends-data',
  controls_other_devices: 'controls-devices',
}

export const traits: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ sources, tree }) => {
    const sweep = sources()
    const found = findTraits(sweep, tree)
    const kinds = [...new Set(found.map((one) => one.kind))].sort()
    if (kinds.length > 0) {
      const statement = say`The tree shows these traits: ${terms(kinds)}; others are not denied.`
      return toSignalResult(id, {
        state: 'present',
        statement,
        facts: { traits: kinds },
        evidence: placesOf(found),
      })
    }
    const reason = hasProductCode(sweep)
      ? say`nothing in the code tells a trait that we know`
      : say`the tree has no program code of the product in a language that is looked at`
    const statement = say`Which traits the product has is unknown.`
    return toSignalResult(id, { state: 'unknown', statement, facts: { traits: null }, reason })
  },
}

/** One place for each trait, the first by path. */
function findTraits(sweep: SourceSweep, tree: RepoFiles): readonly Finding[] {
  const code = sweep
    .hits('traits')
    .map(({ kind, path, line }) => ({ kind: options[kind] ?? kind, path, line }))
  const described = readInterfaces(sweep, tree).files.map((path) => ({ kind: 'networked', path, line: 1 }))
  const screens = sweep.files
    .filter(
      ({ path, role }) =>
        role === 'product' &&
        /\.(?:vue|svelte|jsx|tsx|html|xaml|storyboard|qml|cshtml|erb|ui)$|\/res\/layout\/[\w.-]+\.xml$/.test(
          path,
        ),
    )
    .map(({ path }) => ({ kind: 'user-interface', path, line: 1 }))
  const forms = findForms(sweep, tree).flatMap(({ kind, path, line }) =>
    kind === 'source-or-library'
      ? [{ kind: 'component', path, line }]
      : kind === 'device'
        ? [{ kind: 'hardware', path, line }]
        : [],
  )
  const first = new Map<string, Finding>()
  for (const one of [...code, ...described, ...screens, ...forms])
    if (!first.has(one.kind)) first.set(one.kind, one)
  return [...first.values()]
}
