/** What the package.json files of a tree say beside dependencies: names, commands, entry files, settings of tools. */
import { folderOf, joinPath, type Sources } from '../source-tree.ts'
import { isTable, parseLooseJson, stringsIn, type Table } from './loose-json.ts'

export interface Manifest {
  readonly path: string
  readonly folder: string
  readonly name?: string
  readonly scripts: readonly (readonly [name: string, command: string])[]
  /** Files that others load or run, as paths in the tree, endings as written. */
  readonly entries: readonly string[]
  /** `#name` to the modules that it may stand for. */
  readonly imports: readonly (readonly [key: string, targets: readonly string[]])[]
  /** Strings in settings of tools (`babel`, `eslintConfig`, `jest`, …). */
  readonly settings: readonly string[]
  readonly text: string
}

/** All but those of installed packages. */
export function readManifests(sources: Sources): readonly Manifest[] {
  return sources.files.flatMap((path) => {
    if (!/(?:^|\/)package\.json$/.test(path) || path.includes('node_modules/')) return []
    const text = sources.read(path)
    const value = text === undefined ? undefined : parseLooseJson(text)
    return text !== undefined && isTable(value) ? [toManifest(path, text, value)] : []
  })
}

/** Fields that name packages without using them, or say who made it. */
const idle = new Set(
  'name version description keywords author authors contributors maintainers homepage repository bugs license licenses dependencies devDependencies peerDependencies optionalDependencies peerDependenciesMeta dependenciesMeta bundledDependencies bundleDependencies resolutions overrides pnpm engines os cpu files workspaces scripts funding packageManager volta publishConfig private type types typings main module browser exports imports bin sideEffects nohoist catalog catalogs trustedDependencies allowScripts'.split(
    ' ',
  ),
)

function toManifest(path: string, text: string, table: Table): Manifest {
  const folder = folderOf(path)
  const scripts = isTable(table['scripts']) ? table['scripts'] : {}
  const imports = isTable(table['imports']) ? table['imports'] : {}
  const settings = Object.entries(table).filter(([key]) => !idle.has(key))
  const entries = ['main', 'module', 'browser', 'exports', 'bin'].flatMap((key) => stringsIn(table[key], 500))
  return {
    path,
    folder,
    ...(typeof table['name'] === 'string' && { name: table['name'] }),
    scripts: Object.entries(scripts).flatMap(([name, command]) =>
      typeof command === 'string' ? [[name, command] as const] : [],
    ),
    entries: entries.flatMap((entry) => joinPath(folder, entry) ?? []),
    imports: Object.entries(imports).map(([key, value]) => [key, stringsIn(value, 500)] as const),
    settings: settings.flatMap(([key, value]) => [key, ...stringsIn(value)]),
    text,
  }
}
