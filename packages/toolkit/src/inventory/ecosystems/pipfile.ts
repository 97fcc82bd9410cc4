/** Pipfile where no Pipfile.lock states the same (Pipenv, "Pipfile"). */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { finishDraft, startDraft } from '../read/package.ts'
import { asksOfTable } from '../read/python.ts'
import { addAsks } from '../read/python-manifest.ts'
import { isTable } from '../read/shape.ts'
import { readTomlFile } from '../read/toml.ts'

export const pipfile: Ecosystem = {
  id: 'pipfile',
  purlType: 'pypi',
  versions: 'pypi',
  files: ['Pipfile'],
  title: 'Pipfile without a lock file',
  knows: { transitive: 'none', scope: true, edges: false, license: false, hashes: false },
  yieldsTo: ['Pipfile.lock'],
  parse: parsePipfile,
}

/** Every table but the known ones is a category of packages. */
const others = new Set(['source', 'requires', 'scripts', 'pipenv'])

function parsePipfile(file: SourceFile): ParsedFile {
  const toml = readTomlFile(file)
  if (!toml.ok) return toml.error
  const draft = startDraft(file.path)
  const asks = Object.entries(toml.value).flatMap(([category, table]) => {
    if (others.has(category) || !isTable(table)) return []
    const scope =
      category === 'packages' ? 'runtime' : category === 'dev-packages' ? 'development' : 'unknown'
    const found = asksOfTable(toml.value, category, scope)
    return category === 'packages' ? found : found.map((ask) => ({ ...ask, group: category }))
  })
  addAsks(draft, asks, file.text)
  return finishDraft(draft)
}
