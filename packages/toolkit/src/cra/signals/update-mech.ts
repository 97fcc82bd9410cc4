/** SIG-REPO-UPDATE-MECH: how new versions reach users: an updater in the product, or a store or registry. */
import { type Finding, findLibraries, kindsOf, toPractice, usesAsFindings } from '../code-signals.ts'
import { updateLibraries } from '../library-tables.ts'
import { absenceReason } from '../ci-tool-use.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import type { CiStep } from '../ci/model.ts'
import { say, terms } from '../say.ts'

const id = 'SIG-REPO-UPDATE-MECH'

/** Files of the product that name a channel; the channel's own client checks signatures where `(signed)` stands. */
const files: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)snapcraft\.yaml$/, 'Snap store (signed)'],
  [/(?:^|\/)fastlane\/(?:Fastfile|Appfile)$/, 'app stores through fastlane (signed)'],
  [/(?:^|\/)appcast\.xml$/, 'Sparkle feed (signed)'],
  [/(?:^|\/)debian\/control$/, 'Debian package (signed)'],
  [/(?:^|\/)[\w.-]+\.spec(?:\.in)?$/, 'RPM package (signed)'],
  [/(?:^|\/)(?:system\.conf|manifest)\.raucm?$|(?:^|\/)rauc\/system\.conf$/, 'RAUC (signed)'],
  [/(?:^|\/)sw-description(?:\.in)?$/, 'SWUpdate (unsigned unless the build signs)'],
  [/(?:^|\/)mender\.conf$/, 'Mender (unsigned unless the build signs)'],
]

const publishes: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:npm|pnpm|yarn npm|yarn|bun) publish\b|^(?:npx )?changeset publish\b|^(?:npx )?semantic-release\b/,
    'npm registry',
  ],
  [/^twine upload\b|^(?:uv|poetry|flit|hatch|pdm) publish\b/, 'PyPI'],
  [/^cargo (?:release|publish)\b/, 'crates.io'],
  [/^gem push\b|^(?:bundle exec )?rake release\b/, 'RubyGems'],
  [/^dotnet nuget push\b|^nuget push\b/, 'NuGet'],
  [/^goreleaser\b/, 'GoReleaser'],
  [/^docker (?:push|buildx build .*--push)\b/, 'container registry'],
]
const publishActions: readonly (readonly [RegExp, string])[] = [
  [/^pypa\/gh-action-pypi-publish@/, 'PyPI'],
  [/^(?:JS-DevTools\/npm-publish|changesets\/action|cycjimmy\/semantic-release-action)@/, 'npm registry'],
  [/^goreleaser\/goreleaser-action@/, 'GoReleaser'],
  [/^(?:snapcore\/action-publish|canonical\/action-publish)@/, 'Snap store (signed)'],
  [/^r0adkll\/upload-google-play@/, 'Google Play (signed)'],
]

export const updateMech: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ inventory, sources, ci }) => {
    const sweep = sources()
    const code: Finding[] = sweep
      .hits('update-mech')
      .map(({ path, line }) => ({ kind: 'updater in the code', path, line }))
    const found = [
      ...usesAsFindings(findLibraries(inventory, updateLibraries)),
      ...code,
      ...byFile(sweep),
      ...byCi(ci.steps),
    ]
    const mechanisms = kindsOf(found)
    const facts = {
      mechanisms,
      verifies_signature: found.some((one) => one.kind.endsWith('(signed)')) ? true : null,
    }
    const unseen = found.length === 0 ? absenceReason(ci) : undefined
    if (unseen !== undefined) {
      const statement = say`How new versions reach users is unknown.`
      return toSignalResult(id, { state: 'unknown', statement, facts, reason: unseen })
    }
    return toPractice(id, sweep, {
      found,
      facts,
      hit: say`New versions can reach users by: ${terms(mechanisms)}.`,
      none: say`No updater, store or registry was found by which new versions reach users.`,
    })
  },
}

function byFile(sweep: SourceSweep): readonly Finding[] {
  return sweep.files.flatMap(({ path, role }): Finding[] => {
    if (role !== 'product' && role !== 'tooling') return []
    const kind = files.find(([pattern]) => pattern.test(path))?.[1]
    return kind === undefined ? [] : [{ kind, path, line: 1 }]
  })
}

function byCi(steps: readonly CiStep[]): readonly Finding[] {
  return steps.flatMap(({ kind: verb, text, inputs, path, line }): Finding[] => {
    const start = text.slice(0, 1000)
    if (/--dry-run\b|--snapshot\b/.test(start)) return []
    const table = verb === 'run' ? publishes : publishActions
    const kind = table.find(([pattern]) => pattern.test(start))?.[1]
    if (kind !== undefined) return [{ kind, path, line }]
    const isPush =
      /^(?:docker|depot)\/(?:build-push|bake)-action@/.test(start) &&
      (inputs.get('push') ?? 'false') !== 'false'
    return isPush ? [{ kind: 'container registry', path, line }] : []
  })
}
