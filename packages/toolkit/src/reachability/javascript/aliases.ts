/** Other names under which a tree imports modules: tsconfig `paths`, package.json `imports`, `resolve.alias` of bundlers. */
import { isBeneath } from '../look.ts'
import { folderOf, joinPath, type Sources } from '../source-tree.ts'
import { createCursor, type Cursor } from './cursor.ts'
import { tokenize } from './lexer.ts'
import { isTable, parseLooseJson, stringsIn, type Table } from './loose-json.ts'
import type { Manifest } from './manifests.ts'
import { packageOf } from './specifier.ts'

export interface Alias {
  /** As imported, without the star; `exact` ones match nothing longer. */
  readonly key: string
  /** Packages that it may stand for; empty where all its targets are files of the tree. */
  readonly packages: readonly string[]
  /** Files beneath this folder use it. */
  readonly folder: string
}

export interface Aliases {
  readonly all: readonly Alias[]
  /** Folders from which bare names are looked up first (`baseUrl`), with the folder of the setting. */
  readonly bases: readonly { readonly folder: string; readonly base: string }[]
  /** Some tsconfig keeps `import { type A }` as a load. */
  readonly keepsTypeImports: boolean
}

export function readAliases(sources: Sources, manifests: readonly Manifest[]): Aliases {
  const all = manifests.flatMap(({ folder, imports }) =>
    imports.map(([key, targets]) => toAlias(key, targets, folder)),
  )
  const configs = new Map<string, Table>()
  for (const path of sources.files) {
    if (path.includes('node_modules/')) continue
    if (settingFile.test(path)) all.push(...readBundlerAliases(sources.read(path) ?? '', folderOf(path)))
    else if (compilerFile.test(path)) {
      const value = parseLooseJson(sources.read(path) ?? '')
      if (isTable(value)) configs.set(path, value)
    }
  }
  const options = [...configs.keys()].map((path) => ({
    folder: folderOf(path),
    ...optionsOf(path, configs, 0),
  }))
  return {
    all: [
      ...all,
      ...options.flatMap(({ folder, paths }) => paths.map(([key, targets]) => toAlias(key, targets, folder))),
    ],
    bases: options.flatMap(({ folder, base }) => (base === undefined ? [] : [{ folder, base }])),
    keepsTypeImports: options.some(({ keeps }) => keeps),
  }
}

const compilerFile = /(?:^|\/)[tj]sconfig[\w.-]*\.json$/
const settingFile =
  /(?:^|\/)(?:[\w-]*(?:vite|vitest|webpack|rollup|rspack|rsbuild|vue|nuxt|next|astro|svelte|quasar|babel|metro|craco|esbuild|farm)[\w.-]*\.(?:[mc]?[jt]s|json)|\.babelrc(?:\.\w+)?)$/

interface Options {
  readonly paths: readonly (readonly [key: string, targets: readonly string[]])[]
  readonly base: string | undefined
  readonly keeps: boolean
}

/** Own options before those of what it extends (TypeScript handbook, "tsconfig: extends"). */
function optionsOf(path: string, configs: ReadonlyMap<string, Table>, depth: number): Options {
  const config = configs.get(path) ?? {}
  const own = isTable(config['compilerOptions']) ? config['compilerOptions'] : {}
  const above = depth > 8 ? [] : [config['extends']].flat()
  const inherited = above.flatMap((target) => {
    const at = typeof target === 'string' ? joinPath(folderOf(path), target) : undefined
    const file = [at ?? '', `${at}.json`, `${at}/tsconfig.json`].find((name) => configs.has(name))
    return file === undefined || file === path ? [] : [optionsOf(file, configs, depth + 1)]
  })
  const last = inherited.at(-1)
  const baseUrl = own['baseUrl']
  return {
    paths: isTable(own['paths'])
      ? Object.entries(own['paths']).map(([key, value]) => [key, stringsIn(value, 200)] as const)
      : (last?.paths ?? []),
    base: typeof baseUrl === 'string' ? joinPath(folderOf(path), baseUrl) : last?.base,
    keeps:
      own['verbatimModuleSyntax'] === true ||
      own['preserveValueImports'] === true ||
      inherited.some(({ keeps }) => keeps),
  }
}

function toAlias(key: string, targets: readonly string[], folder: string): Alias {
  const packages = targets.flatMap((target) => packageOfTarget(target) ?? [])
  return { key: key.replace(/\/?\*$/, ''), packages: [...new Set(packages)], folder }
}

/** `lodash-es`, `vue/dist/vue.esm.js` and `../node_modules/lodash-es` name a package; `./src/x` and `src/*` do not. */
function packageOfTarget(target: string): string | undefined {
  const installed = target.lastIndexOf('node_modules/')
  if (installed >= 0) return packageOf(target.slice(installed + 'node_modules/'.length))
  return target.endsWith('*') && !target.startsWith('@') ? undefined : packageOf(target)
}

/** Literal pairs in `alias: { key: 'value' }` and `alias: [{ find: 'key', replacement: 'value' }]`. */
export function readBundlerAliases(text: string, folder: string): readonly Alias[] {
  if (!text.includes('alias')) return []
  const { tokens } = tokenize(text, false)
  const cursor = createCursor(text, tokens)
  const found: Alias[] = []
  for (let at = 0; at < tokens.length && found.length < 500; at++) {
    const name = cursor.isLiteral(at) ? cursor.literal(at) : cursor.text(at)
    if (name !== 'alias' || !/^[:=]$/.test(cursor.text(at + 1))) continue
    if (cursor.text(at + 2) === '{') found.push(...pairsOf(cursor, at + 2, folder))
    else if (cursor.text(at + 2) === '[') found.push(...findsOf(cursor, at + 2, folder))
  }
  return found
}

const longest = 5000

function pairsOf(cursor: Cursor, open: number, folder: string): readonly Alias[] {
  const found: Alias[] = []
  let depth = 0
  for (let at = open; at < open + longest && at < cursor.tokens.length; at++) {
    const text = cursor.text(at)
    if (/^[{([]$/.test(text)) depth++
    else if (/^[})\]]$/.test(text)) depth--
    else if (depth === 1 && isKey(cursor, at)) {
      const key = cursor.isLiteral(at) ? cursor.literal(at) : text
      const value = cursor.isLiteral(at + 2) ? cursor.literal(at + 2) : './'
      if (key !== '') found.push(toAlias(key.replace(/\$$/, ''), [value], folder))
    }
    if (depth === 0) break
  }
  return found
}

function isKey(cursor: Cursor, at: number): boolean {
  return cursor.text(at + 1) === ':' && /^[{,]$/.test(cursor.text(at - 1))
}

function findsOf(cursor: Cursor, open: number, folder: string): readonly Alias[] {
  const found: Alias[] = []
  let key: string | undefined
  for (let at = open; at < open + longest && at < cursor.tokens.length; at++) {
    const text = cursor.text(at)
    if (text === ']' && cursor.text(at + 1) !== '.' && cursor.text(at - 1) !== '{') break
    if (text === 'find' && cursor.text(at + 1) === ':')
      key = cursor.isLiteral(at + 2) ? cursor.literal(at + 2) : undefined
    if (text !== 'replacement' || key === undefined) continue
    const value = cursor.isLiteral(at + 2) ? cursor.literal(at + 2) : './'
    found.push(toAlias(key, [value], folder))
  }
  return found
}

/** Whether a name that looks like a package's stands for a file of the tree, where it is imported from `path`. */
export function isLocalName(
  { sources, aliases }: { readonly sources: Sources; readonly aliases: Aliases },
  path: string,
  specifier: string,
): boolean {
  const isAlias = aliases.all.some(
    ({ key, packages, folder }) =>
      packages.length === 0 &&
      key !== '' &&
      (specifier === key || specifier.startsWith(`${key}/`)) &&
      isBeneath(path, folder),
  )
  if (isAlias) return true
  return aliases.bases.some(({ folder, base }) => {
    const target = isBeneath(path, folder) ? joinPath(base, specifier) : undefined
    return target !== undefined && endings.some((ending) => sources.has(`${target}${ending}`))
  })
}

const endings = '.ts .tsx .js .jsx .vue .svelte .mjs .d.ts /index.ts /index.tsx /index.js /index.d.ts'
  .split(' ')
  .concat('')
