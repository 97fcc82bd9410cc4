/** Lock files that were cut off: what a cut loses is said, or the format has no sign that could say it. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/index.ts'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { seededRandom } from '../../random.ts'
import { describeShared, sharedPath } from '../../shared.ts'

const cuts = 60
const seed = 20261123

/** Real files, whole and without issues of their own; JSON and XML formats need none, since a cut breaks their syntax. */
const files: readonly string[] = [
  'vectors/lockfiles/yarn/snyk-yarn-lock-v1-real-git-ssh-url-deps-yarn-lock/yarn.lock',
  'vectors/lockfiles/yarn/snyk-yarn-lock-v2-real-git-remote-url-yarn-lock/yarn.lock',
  'vectors/lockfiles/pnpm/snyk-pnpm-lock-v6-scoped-override-pnpm-lock-yaml/pnpm-lock.yaml',
  'vectors/lockfiles/pnpm/snyk-pnpm-lock-v9-cyclic-dep-pnpm-lock-yaml/pnpm-lock.yaml',
  'vectors/lockfiles/cargo/osvscanner-cmd-osv-scanner-scan-source-exp-plugins-pkgdeprecate-deprecated-novuln/Cargo.lock',
  'vectors/lockfiles/uv/cdxgen-uv-workspace-lock/uv.lock',
  'vectors/lockfiles/poetry/syft-python-poetry-simple-deps-poetry-lock/poetry.lock',
  'data/inventories/lockfiles/pdm/renovatebot__renovate@2024-12-31/pdm.lock',
  'data/inventories/lockfiles/bundler/slsa-framework__slsa@2026-07-20/www/Gemfile.lock',
  'data/inventories/lockfiles/gradle/google__nomulus@2023-05-31/proxy/gradle.lockfile',
  'vectors/lockfiles/mix/cdxgen-mix-lock/mix.lock',
  'data/inventories/lockfiles/hex/hexpm__hexpm@2016-06-01/mix.lock',
  'data/inventories/lockfiles/cocoapods/localsend__localsend@2026-08-21/app/ios/Podfile.lock',
  'data/inventories/lockfiles/pub/KRTirtho__spotube@2022-11-24/pubspec.lock',
  'data/inventories/lockfiles/go/anchore__grype@2022-02-26/go.mod',
  'vectors/lockfiles/pylock/trivy-python-pylock-pylock-toml/pylock.toml',
  'vectors/lockfiles/rebar/ort-rebar3-sample-project-rebar-lock/rebar.lock',
  'data/inventories/lockfiles/pip/bitnami__vulndb@2026-08-05/config/requirements.txt',
]

/** Cuts that leave a complete file of the format; may only shrink. */
const undetectable: ReadonlyMap<string, string> = new Map([
  [
    'vectors/lockfiles/pylock/trivy-python-pylock-pylock-toml/pylock.toml cut at 1296',
    'the cut is at the end of the last line of an entry, and PEP 751 has no closing section',
  ],
])

interface Reading {
  readonly status: string
  readonly packages: number
  readonly edges: number
  readonly isSilent: boolean
}

function read(name: string, bytes: Uint8Array): Reading {
  const {
    files: reports,
    components,
    issues,
  } = readInventory(memoryTree({ [name]: bytes }), {
    name: 'cut',
    files: [name],
  })
  const status = reports[0]?.status ?? 'missing'
  return {
    status,
    packages: components.length,
    edges: components.reduce((sum, component) => sum + component.dependsOn.length, 0),
    isSilent: status === 'parsed' && !issues.some((issue) => issue.level !== 'note'),
  }
}

/** Cuts after which less is listed and nobody is told. */
function silentLosses(path: string): readonly string[] {
  const bytes = readFileSync(sharedPath(path))
  const name = basename(path)
  const whole = read(name, bytes)
  const random = seededRandom(seed)
  const losses: string[] = []
  for (let round = 0; round < cuts; round++) {
    const at = Math.floor(random() * bytes.length)
    const part = read(name, bytes.subarray(0, at))
    if (part.isSilent && (part.packages < whole.packages || part.edges < whole.edges)) {
      losses.push(`${path} cut at ${at}`)
    }
  }
  return losses
}

describeShared('lock files that were cut off', () => {
  test.each(files)(`%s at ${cuts} places`, (path) => {
    const known = [...undetectable.keys()].filter((place) => place.startsWith(`${path} cut`))
    expect(silentLosses(path)).toEqual(known)
  })

  test('no alarm on the lock files of public projects', { timeout: 60_000 }, () => {
    const root = sharedPath('data/inventories/lockfiles')
    const alarms = readdirSync(root).flatMap((kind) =>
      readFileTree(`${root}/${kind}`)
        .issues.filter((issue) => issue.level !== 'note')
        .filter(({ message }) => /cut off|, which the file does not list|lead to packages/.test(message))
        .map(({ path, line, message }) => `${kind}/${path}:${line ?? ''} ${message}`),
    )
    expect(alarms).toEqual([])
  })
})
