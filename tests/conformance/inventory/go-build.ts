/** Builds Go programs without a network: modules come from a folder that is laid out as a module proxy. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { storedZip } from './zip-writer.ts'

export const hasGo = spawnSync('go', ['version']).status === 0

/** A module path, its version and its files. */
type Modules = readonly (readonly [path: string, version: string, files: Readonly<Record<string, string>>])[]

export interface GoProject {
  readonly modules: Modules
  readonly files: Readonly<Record<string, string>>
}

/** A folder with the project, ready for `go build`. */
export function writeProject({ modules, files }: GoProject): { folder: string; env: NodeJS.ProcessEnv } {
  const root = mkdtempSync(join(tmpdir(), 'go-build-'))
  for (const [path, version, content] of modules) {
    const place = join(root, 'proxy', path, '@v')
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'list'), `${version}\n`)
    writeFileSync(join(place, `${version}.info`), JSON.stringify({ Version: version }))
    writeFileSync(join(place, `${version}.mod`), content['go.mod'] ?? '')
    const inZip = Object.entries(content).map(([name, text]): [string, string] => [
      `${path}@${version}/${name}`,
      text,
    ])
    writeFileSync(join(place, `${version}.zip`), storedZip(inZip))
  }
  const folder = join(root, 'project')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const env = {
    ...process.env,
    GOPROXY: pathToFileURL(join(root, 'proxy')).href,
    GONOSUMDB: '*',
    GONOSUMCHECK: '1',
    GOFLAGS: '-mod=mod -modcacherw',
    GOTOOLCHAIN: 'local',
    GOMODCACHE: join(root, 'cache'),
    CGO_ENABLED: '0',
  }
  return { folder, env }
}

/** Runs the go command and gives what it prints. */
export function go(
  args: readonly string[],
  { folder, env }: ReturnType<typeof writeProject>,
  more = {},
): string {
  return execFileSync('go', args, { cwd: folder, env: { ...env, ...more }, encoding: 'utf8' })
}
