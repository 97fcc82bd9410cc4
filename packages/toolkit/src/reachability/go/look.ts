/** All imports of the Go files of a tree, by import path; from `vendor/` those that the product's packages lead to. */
import { lineFinder, type Sighting, skippedSources } from '../look.ts'
import { type Role, roleOfSource } from '../role.ts'
import { folderOf, type Sources } from '../source-tree.ts'
import { readGoHead } from './imports.ts'

export interface GoLooked {
  /** By import path. */
  readonly imports: ReadonlyMap<string, readonly Sighting[]>
  readonly files: number
  readonly unread: readonly string[]
  /** The sources of all packages that the product is built from are in the tree. */
  readonly isClosed: boolean
  /** Module paths of the tree itself. */
  readonly modules: readonly string[]
}

interface GoFile {
  readonly path: string
  readonly role: Role
  /** Import path of its package; undefined outside any module. */
  readonly package: string | undefined
  readonly imports: readonly { readonly path: string; readonly line: number }[]
}

export function lookInGo(sources: Sources): GoLooked {
  const modules = modulesOf(sources)
  const unread: string[] = []
  const own: GoFile[] = []
  const vendored = new Map<string, string[]>()
  for (const path of sources.files) {
    if (
      /(?:^|\/)(?:go\.mod)$/.test(path) ||
      !path.endsWith('.go') ||
      /(?:^|\/)(?:testdata|_[^/]*)\//.test(path)
    )
      continue
    const at = path.startsWith('vendor/') ? 0 : path.indexOf('/vendor/') + 1
    if (path.startsWith('vendor/') || at > 0) {
      const folder = folderOf(path).slice(at + 'vendor/'.length)
      if (!path.endsWith('_test.go')) vendored.set(folder, [...(vendored.get(folder) ?? []), path])
      continue
    }
    const file = readFile(sources, path, modules)
    if (file === undefined) unread.push(path)
    else own.push(file)
  }
  const files = raise(own)
  const reached = followVendored(sources, files, vendored)
  return {
    imports: byImport([...files, ...reached, ...toolFiles(sources)]),
    files: own.length + unread.length,
    unread: [...unread, ...skippedSources(sources, (path) => path.endsWith('.go'))],
    isClosed: sources.files.some((path) => /(?:^|\/)vendor\/modules\.txt$/.test(path)),
    modules: [...modules.values()],
  }
}

/** Folder of each go.mod to the path of its module. */
function modulesOf(sources: Sources): ReadonlyMap<string, string> {
  const modules = new Map<string, string>()
  for (const path of sources.files) {
    if (!/(?:^|\/)go\.mod$/.test(path) || /(?:^|\/)(?:vendor|testdata)\//.test(path)) continue
    const name = /^\s*module\s+"?([^\s"]+)/m.exec(sources.read(path) ?? '')?.[1]
    if (name !== undefined) modules.set(folderOf(path), name)
  }
  return modules
}

function readFile(sources: Sources, path: string, modules: ReadonlyMap<string, string>): GoFile | undefined {
  const text = sources.read(path)
  if (text === undefined) return undefined
  const { imports, isIgnored } = readGoHead(text)
  const lineOf = lineFinder(text)
  const isTest = path.endsWith('_test.go') || isIgnored
  return {
    path,
    role: isTest || roleOfSource(path) !== 'product' ? 'development' : 'product',
    package: isTest ? undefined : packageOf(folderOf(path), modules),
    imports: imports.map((one) => ({ path: one.path, line: lineOf(one.at) })),
  }
}

function packageOf(folder: string, modules: ReadonlyMap<string, string>): string | undefined {
  for (let at = folder; ; at = folderOf(at)) {
    const module = modules.get(at)
    if (module !== undefined)
      return at === folder ? module : `${module}/${folder.slice(at === '' ? 0 : at.length + 1)}`
    if (at === '') return undefined
  }
}

/** Packages outside the product's folders that its packages import belong to it. */
function raise(files: readonly GoFile[]): readonly GoFile[] {
  let current = files
  for (let round = 0; round < 8; round++) {
    const wanted = new Set(
      current.flatMap(({ role, imports }) => (role === 'product' ? imports.map(({ path }) => path) : [])),
    )
    const next = current.map(
      (file): GoFile =>
        file.role === 'development' && file.package !== undefined && wanted.has(file.package)
          ? { ...file, role: 'product' }
          : file,
    )
    if (next.every((file, index) => file === current[index])) return next
    current = next
  }
  return current
}

/** From the imports of product code through the vendored packages, each once. */
function followVendored(
  sources: Sources,
  files: readonly GoFile[],
  vendored: ReadonlyMap<string, readonly string[]>,
): readonly GoFile[] {
  const reached = new Set(
    files.flatMap(({ role, imports }) => (role === 'product' ? imports.map(({ path }) => path) : [])),
  )
  const found: GoFile[] = []
  for (const name of reached) {
    for (const path of vendored.get(name) ?? []) {
      const file = readFile(sources, path, new Map())
      if (file === undefined || readIgnored(file)) continue
      found.push({ ...file, role: 'product' })
      for (const one of file.imports) reached.add(one.path)
    }
  }
  return found
}

/** Vendored folders hold no tests; what is `ignore`d there has no package. */
function readIgnored({ role, path }: GoFile): boolean {
  return role === 'development' && path.endsWith('_test.go')
}

/** `tool` lines of go.mod (Go 1.24): programs that development runs. */
function toolFiles(sources: Sources): readonly GoFile[] {
  return sources.files.flatMap((path) => {
    if (!/(?:^|\/)go\.mod$/.test(path) || path.includes('vendor/')) return []
    const imports: { path: string; line: number }[] = []
    let isBlock = false
    for (const [index, line] of (sources.read(path) ?? '').split('\n').entries()) {
      const single = /^\s*tool\s+([^\s(]+)/.exec(line)?.[1]
      const name = single ?? (isBlock ? /^\s*([^\s)/][^\s]*)/.exec(line)?.[1] : undefined)
      if (name !== undefined) imports.push({ path: name, line: index + 1 })
      if (/^\s*tool\s*\(/.test(line)) isBlock = true
      else if (/^\s*\)/.test(line)) isBlock = false
    }
    return [{ path, role: 'development', package: undefined, imports }]
  })
}

function byImport(files: readonly GoFile[]): ReadonlyMap<string, readonly Sighting[]> {
  const found = new Map<string, Sighting[]>()
  for (const { path, role, imports } of files)
    for (const one of imports) {
      const own = found.get(one.path) ?? []
      found.set(one.path, own)
      own.push({ path, line: one.line, specifier: one.path, use: 'load', role })
    }
  return found
}
