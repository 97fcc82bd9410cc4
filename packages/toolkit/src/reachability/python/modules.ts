/** From a distribution to the modules that it installs: what is installed, else facts of the table, else a guess. */
import type { Sources } from '../source-tree.ts'
import { moduleTable, sameNames } from './module-table.ts'

export interface ModuleNames {
  readonly names: readonly string[]
  readonly isGuess: boolean
}

export type ModuleFinder = (distribution: string) => ModuleNames

/** PEP 503. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** Untrusted: what dist-info says is believed for this tree only. */
export function createModuleFinder(sources: Sources): ModuleFinder {
  const installed = readInstalled(sources)
  return (distribution) => {
    const name = normalizeName(distribution)
    const found = installed.get(name)
    if (found !== undefined) return { names: found, isGuess: false }
    const known = moduleTable.get(name)
    if (known !== undefined) return { names: known, isGuess: false }
    return { names: guesses(distribution, name), isGuess: !sameNames.has(name) }
  }
}

const infoFile = /(?:^|\/)([\w.]+)-[^/]+\.(?:dist-info|egg-info)\/(?:top_level\.txt|RECORD)$/

/** `top_level.txt` (setuptools), else the top folders and modules of RECORD (PEP 376, PEP 627). */
function readInstalled(sources: Sources): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const path of sources.files) {
    if (!path.includes('-info/')) continue
    const name = infoFile.exec(path)?.[1]
    if (name === undefined) continue
    const text = sources.read(path)
    if (text === undefined) continue
    const modules = path.endsWith('RECORD')
      ? modulesOfRecord(text)
      : text.split(/\s+/).filter((line) => line !== '')
    if (modules.length > 0)
      found.set(
        normalizeName(name),
        [...new Set([...(found.get(normalizeName(name)) ?? []), ...modules])].sort(),
      )
  }
  return found
}

function modulesOfRecord(text: string): readonly string[] {
  const modules = new Set<string>()
  for (const line of text.split('\n')) {
    const path = line.split(',')[0] ?? ''
    const found = /^([A-Za-z_]\w*)(?:\/.*\.(?:py|so|pyd)|\.(?:py|so|pyd)|\.[\w-]+\.(?:so|pyd))$/.exec(path)
    if (found?.[1] !== undefined) modules.add(found[1])
  }
  return [...modules]
}

function guesses(distribution: string, name: string): readonly string[] {
  const plain = name.replace(/-/g, '_')
  const found = [plain, name.replace(/-/g, '.'), distribution.replace(/-/g, '_')]
  for (const shape of [/^python-(.+)$/, /^(.+)-python$/, /^py-?(.{3,})$/, /^django-(.+)$/, /^flask-(.+)$/]) {
    const bare = shape.exec(name)?.[1]
    if (bare !== undefined) found.push(bare.replace(/-/g, '_'))
  }
  return [...new Set(found)].sort()
}
