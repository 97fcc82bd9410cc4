/** Lists our own TypeScript sources (.ts and .tsx) with their text, by path relative to the repository. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

export function readSources(folders: readonly string[] = ['packages', 'apps']): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue
      const path = join(entry.parentPath, entry.name)
      const relative = path.slice(root.length).replaceAll('\\', '/')
      if (/\/(node_modules|dist|testdata)\//.test(relative) || !relative.includes('/src/')) continue
      sources.set(relative, readFileSync(path, 'utf8'))
    }
  }
  return new Map([...sources].sort(([a], [b]) => (a < b ? -1 : 1)))
}
