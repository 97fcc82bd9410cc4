/**
 * `occtet check` and `scan` on large real trees against real advisories, beside osv-scanner on the same archives where
 * OCCTET_RIVALS names a folder with bin/osv-scanner.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emptyZip, makeTree, occtet, requireInputs, work } from './inputs.ts'
import { type Contestant, compare, printMachine, printTable } from './measure.ts'

const feeds = fileURLToPath(new URL('../../shared/data/osv/', import.meta.url))
const rivals = process.env['OCCTET_RIVALS']

/** One archive per ecosystem, so that both tools read the very same records. */
const archives: readonly (readonly [ecosystem: string, archive: string])[] = [
  ['npm', 'derived-openrewrite-ghsa/npm'],
  ['Maven', 'derived-openrewrite-ghsa/Maven'],
  ['NuGet', 'derived-openrewrite-ghsa/NuGet'],
  ['crates.io', 'rustsec/crates.io'],
  ['Go', 'golang-vulndb/Go'],
  ['PyPI', 'pypa/PyPI'],
  ['Packagist', 'drupal/Packagist'],
  ['RubyGems', 'osv-api-samples/RubyGems'],
]

/** Ecosystems that osv-scanner asks for in these trees and for which we have no archive: empty ones keep it going. */
const emptyEcosystems = ['Hex', 'Pub', 'SwiftURL', 'ConanCenter', 'CRAN', 'Hackage', 'GitHub Actions', 'GHC']

function makeFeddb(): string {
  const folder = join(work, 'check-feddb')
  rmSync(folder, { recursive: true, force: true })
  const sources = archives.map(([, archive]) => join(feeds, archive))
  spawnSync(occtet[0] ?? '', [...occtet.slice(1), 'db', 'import', ...sources, '--db', folder], {
    stdio: 'inherit',
  })
  return folder
}

function makeRivalCache(): string {
  const cache = join(work, 'rival-cache')
  for (const [ecosystem, archive] of archives) {
    const to = join(cache, 'osv-scalibr', ecosystem)
    mkdirSync(to, { recursive: true })
    cpSync(join(feeds, archive, 'all.zip'), join(to, 'all.zip'))
  }
  for (const ecosystem of emptyEcosystems) {
    mkdirSync(join(cache, 'osv-scalibr', ecosystem), { recursive: true })
    writeFileSync(join(cache, 'osv-scalibr', ecosystem, 'all.zip'), emptyZip)
  }
  return cache
}

function rivalOn(folder: string, cache: string): readonly Contestant[] {
  const program = rivals === undefined ? '' : join(rivals, 'bin/osv-scanner')
  if (!existsSync(program)) return []
  const options = ['--offline', '--no-call-analysis=all', '--no-resolve', '--format', 'json']
  return [
    {
      name: 'osv-scanner',
      command: [program, 'scan', 'source', '-r', ...options, folder],
      env: { XDG_CACHE_HOME: cache },
    },
  ]
}

type Triples = ReadonlySet<string>

const ecosystemOf: Readonly<Record<string, string>> = {
  npm: 'npm',
  cargo: 'crates.io',
  golang: 'Go',
  pypi: 'PyPI',
  maven: 'Maven',
  composer: 'Packagist',
  gem: 'RubyGems',
}

function outputOf(contestant: Contestant): unknown {
  const [program = '', ...args] = contestant.command
  const env = { ...process.env, ...contestant.env }
  return JSON.parse(spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 1 << 30 }).stdout)
}

/** `ecosystem name version record`, names in lower case, versions without `v`. */
function ourTriples(scan: Contestant): Triples {
  const { findings } = outputOf(scan) as { findings: { purl: string; records: string[] }[] }
  return new Set(
    findings.flatMap(({ purl, records }) => {
      const [, type = '', name = '', version = ''] =
        /^pkg:([^/]+)\/(.+)@v?([^@?]+)/.exec(decodeURIComponent(purl)) ?? []
      const own = type === 'maven' ? name.replace('/', ':') : name
      return records.map((record) => `${ecosystemOf[type] ?? type} ${own.toLowerCase()} ${version} ${record}`)
    }),
  )
}

interface RivalPackage {
  readonly package: { readonly ecosystem: string; readonly name: string; readonly version: string }
  readonly vulnerabilities?: readonly { readonly id: string }[]
}

function rivalTriples(rival: Contestant): Triples {
  const { results } = outputOf(rival) as { results: { packages: RivalPackage[] }[] }
  const packages = results.flatMap((result) => result.packages)
  return new Set(
    packages.flatMap(({ package: { ecosystem, name, version }, vulnerabilities }) =>
      (vulnerabilities ?? []).map(
        ({ id }) => `${ecosystem} ${name.toLowerCase()} ${version.replace(/^v/, '')} ${id}`,
      ),
    ),
  )
}

function printAgreement(ours: Triples, theirs: Triples): void {
  const onlyOurs = [...ours].filter((triple) => !theirs.has(triple))
  const onlyTheirs = [...theirs].filter((triple) => !ours.has(triple))
  console.log(
    `\nIn both: ${ours.size - onlyOurs.length}; only occtet: ${onlyOurs.length}; only osv-scanner: ${onlyTheirs.length}`,
  )
  for (const triple of [...onlyOurs, ...onlyTheirs].slice(0, 5)) console.log(`  ${triple}`)
}

requireInputs()
printMachine()
const feddb = makeFeddb()
const cache = makeRivalCache()
for (const name of ['joplin', 'omicron', 'mixed']) {
  const { folder } = makeTree(name)
  const out = join(work, 'reports', name)
  const scan = {
    name: 'occtet scan --format json',
    command: [...occtet, 'scan', folder, '--db', feddb, '--format', 'json'],
  }
  const others = rivalOn(folder, cache)
  const figures = compare([
    { name: 'bare Node', command: [process.execPath, '-e', '0'] },
    { name: 'occtet check', command: [...occtet, 'check', folder, '--offline', '--db', feddb, '--out', out] },
    scan,
    ...others,
  ])
  const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as {
    components: { total: number }
    findings: { total: number; components: number }
  }
  const { components, findings } = summary
  printTable(
    `${name}: ${components.total} components, ${findings.total} findings in ${findings.components} of them`,
    figures,
  )
  for (const rival of others) printAgreement(ourTriples(scan), rivalTriples(rival))
}
