/** SIG-REPO-MONETISATION: hints that somebody pays for the product; they open a question and decide nothing. */
import {
  type Finding,
  findingFacts,
  findLibraries,
  kindsOf,
  placesOf,
  usesAsFindings,
} from '../code-signals.ts'
import { paymentLibraries, telemetryLibraries } from '../library-tables.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-MONETISATION'

const funding = /^(?:\.github\/)?FUNDING\.ya?ml$/
const edition = /(?:^|\/)(?:ee|enterprise|enterprise-edition|pro|premium|commercial)\//
const pricing =
  /https?:\/\/[\w.-]{1,80}\/(?:[\w/-]{0,40}\/)?(?:pricing|plans|buy|purchase|subscribe)(?=[)\s>"'#?/]|$)/i
const donation =
  /https?:\/\/(?:www\.)?(?:opencollective\.com|patreon\.com|ko-fi\.com|liberapay\.com|buymeacoffee\.com|github\.com\/sponsors)\/[\w.-]{1,60}/i

export const monetisation: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ inventory, sources, tree }) => {
    const sweep = sources()
    const libraries = [
      ...findLibraries(inventory, paymentLibraries),
      ...findLibraries(inventory, telemetryLibraries).filter((use) => use.label === 'advertising'),
    ]
    const code: Finding[] = sweep
      .hits('license-key')
      .map(({ kind, path, line, text }) => ({ kind, path, line, detail: text }))
    const hints = [...byName(sweep), ...byReadme(tree), ...usesAsFindings(libraries), ...code]
    const facts = { hints: findingFacts(hints) }
    if (hints.length > 0) {
      const statement = say`Hints that money may be involved were found (${terms(kindsOf(hints))}); they decide nothing by themselves.`
      return toSignalResult(id, { state: 'present', statement, facts, evidence: placesOf(hints) })
    }
    const statement = say`No hint of money was found in the tree; offers outside of it are not seen.`
    return toSignalResult(id, { state: 'absent', statement, facts })
  },
}

function byName(sweep: SourceSweep): readonly Finding[] {
  const files = sweep.listing.files
  const fund = files
    .filter((path) => funding.test(path))
    .map((path) => ({ kind: 'funding file', path, line: 1 }))
  const paid = sweep.files.find(
    ({ path, role, language }) => role === 'product' && language !== undefined && edition.test(path),
  )
  return [
    ...fund,
    ...(paid === undefined ? [] : [{ kind: 'folder of a paid edition', path: paid.path, line: 1 }]),
  ]
}

/** The root's README only. */
function byReadme(tree: RepoFiles): readonly Finding[] {
  const path = tree.list().find((name) => /^readme(?:\.\w{1,10})?$/i.test(name))
  const lines = path === undefined ? [] : (tree.read(path) ?? '').split('\n').slice(0, 3000)
  return lines.flatMap((text, index): Finding[] => {
    const at = { path: path ?? '', line: index + 1 }
    const start = text.slice(0, 2000)
    const price = pricing.exec(start)?.[0]
    const gift = donation.exec(start)?.[0]
    return [
      ...(price === undefined ? [] : [{ kind: 'link to prices', ...at, detail: price }]),
      ...(gift === undefined ? [] : [{ kind: 'link to donations', ...at, detail: gift }]),
    ]
  })
}
