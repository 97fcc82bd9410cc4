/** pyproject.toml where no lock file states the same (PEP 621, 735; Poetry, PDM, uv, Flit). */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, Near, SourceFile } from '../ecosystem.ts'
import { addIssue, finishDraft, startDraft } from '../read/package.ts'
import { asksOfList, pyprojectOf } from '../read/python.ts'
import { addAsks, addOwnProject, pythonLocks } from '../read/python-manifest.ts'
import { field, listField, type Table } from '../read/shape.ts'
import { readTomlFile } from '../read/toml.ts'

export const pyproject: Ecosystem = {
  id: 'pyproject',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['pyproject.toml'],
  title: 'pyproject.toml without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: pythonLocks,
  coveredBy: findWorkspaceLock,
  parse: parsePyproject,
}

/** How many folders above are asked for the lock file of a workspace. */
const maxUp = 8

/** uv.lock of a folder above that names this folder as one of its members. */
function findWorkspaceLock(file: SourceFile, near: Near): string | undefined {
  const folders = file.path.split('/').slice(0, -1)
  for (let depth = 1; depth <= Math.min(folders.length, maxUp); depth++) {
    const lock = `${'../'.repeat(depth)}uv.lock`
    const member = folders.slice(-depth).join('/')
    const text = near(lock)?.text
    const names = ['editable', 'virtual', 'directory'].map((kind) => `${kind} = "${member}"`)
    if (text !== undefined && names.some((name) => text.includes(name))) return lock
  }
  return undefined
}

function parsePyproject(file: SourceFile): ParsedFile {
  const toml = readTomlFile(file)
  if (!toml.ok) return toml.error
  const draft = startDraft(file.path)
  const { name, version, license, asks } = pyprojectOf(toml.value)
  const build = listField(field(toml.value, 'build-system'), 'requires')
  const all = [...asks, ...asksOfList(build, 'build').map((ask) => ({ ...ask, group: 'build-system' }))]
  const dependsOn = addAsks(draft, all, file.text)
  addOwnProject(draft, { name, version, license, line: 1, dependsOn })
  for (const part of dynamicParts(toml.value)) {
    const message = `${part} are not stated here: the build fills them in from elsewhere`
    addIssue(draft, { code: 'REFERENCE_MISSING', line: 1, message, hint: 'commit a lock file' })
  }
  return finishDraft(draft)
}

/** PEP 621, `dynamic`. */
function dynamicParts(file: Table): readonly string[] {
  const names = ['dependencies', 'optional-dependencies']
  return listField(field(file, 'project'), 'dynamic').filter(
    (one): one is string => typeof one === 'string' && names.includes(one),
  )
}
