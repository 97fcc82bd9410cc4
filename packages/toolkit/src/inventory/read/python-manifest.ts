/** What a Python project declares (pyproject.toml, setup.cfg, setup.py, Pipfile), where no lock file states it. */
import type { Origin } from '../../model/index.ts'
import { addDeclared, type Declared } from './declared.ts'
import { indexLines } from './line-index.ts'
import { placeOf } from './npm.ts'
import { addPackage, type Draft } from './package.ts'
import { normalName, pinnedVersion, type PythonAsk, pypiPurl } from './python.ts'

/** Files that state the versions; a manifest yields to those in its folder. */
export const pythonLocks: readonly string[] = [
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'pylock.toml',
  'Pipfile.lock',
]

const hint = 'commit a lock file (uv lock, poetry lock, pdm lock), or pin versions with =='

/** Adds what is asked for; `text` is that of the file, for the lines. Names count once for each place that they come from. */
export function addAsks(draft: Draft, asks: readonly PythonAsk[], text: string): readonly string[] {
  const { lineOf } = indexLines(text)
  const declared = asks.map((ask): Declared => {
    const { name, specifier, scope, group, url } = ask
    const origin = originOf(url)
    return {
      purl: pypiPurl(name, versionOf(ask), placeOf(origin, url)),
      line: lineOf(name),
      requirement: specifier === '*' ? undefined : specifier,
      scope,
      groups: group === undefined ? [] : [group],
      origin,
    }
  })
  return addDeclared(draft, declared, hint)
}

/** `==1.2` pins, and so does a bare `1.2` in the tables of Poetry; a wildcard does not. */
function versionOf({ specifier, url }: PythonAsk): string | undefined {
  const bare = /^\d[\w.!+-]*$/.test(specifier) ? specifier : undefined
  const version = url === undefined ? (pinnedVersion(specifier) ?? bare) : undefined
  return version?.includes('*') === true ? undefined : version
}

function originOf(url: string | undefined): Origin {
  if (url === undefined) return 'registry'
  if (/^(?:git|hg|svn|bzr)\+/.test(url)) return 'git'
  return /^https?:/.test(url) ? 'url' : 'path'
}

export interface PythonOwn {
  readonly name: string | undefined
  readonly version: string | undefined
  readonly license: string | undefined
  readonly line: number
  readonly dependsOn: readonly string[]
}

/** The project itself. */
export function addOwnProject(draft: Draft, { name, version, license, line, dependsOn }: PythonOwn): void {
  if (name === undefined || normalName(name) === '') return
  addPackage(draft, {
    key: '.',
    purl: pypiPurl(name, version),
    line,
    origin: 'workspace',
    isFirstParty: true,
    license,
    dependsOn,
  })
}
