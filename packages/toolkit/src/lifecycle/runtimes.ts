/** Versions of runtimes that files of a tree ask for: `.nvmrc`, `.tool-versions`, `go.mod`, `global.json` and their like. */
import type { StatedRuntime } from './model.ts'

/** What the caller shows of a tree. Paths are relative, with forward slashes. */
export interface RuntimeFiles {
  readonly paths: readonly string[]
  /** Undefined where it cannot be read as text, or is larger than such files are. */
  read(path: string): string | undefined
}

type Stated = readonly [product: string, version: string, line: number]
type Reader = (text: string) => readonly Stated[]

/** More places than these say nothing new. */
const mostFiles = 2000

const readers: Readonly<Record<string, Reader>> = {
  '.nvmrc': (text) => onlyLine('nodejs', text),
  '.node-version': (text) => onlyLine('nodejs', text),
  '.python-version': (text) => onlyLine('python', text),
  '.ruby-version': (text) => onlyLine('ruby', text),
  '.go-version': (text) => onlyLine('go', text),
  '.php-version': (text) => onlyLine('php', text),
  'runtime.txt': (text) => onlyLine('python', text.replace(/^\s*python-/, '')),
  '.tool-versions': readToolVersions,
  'global.json': readGlobalJson,
  'package.json': readEngines,
  'go.mod': readGoMod,
  Pipfile: (text) => matchLines(text, /^\s*python_(?:full_)?version\s*=\s*"([\d.]+)"/, 'python'),
}

export function findRuntimes(files: RuntimeFiles): readonly StatedRuntime[] {
  const wanted = files.paths.filter((path) => Object.hasOwn(readers, path.slice(path.lastIndexOf('/') + 1)))
  return wanted.slice(0, mostFiles).flatMap((path) => {
    const text = files.read(path)
    const reader = readers[path.slice(path.lastIndexOf('/') + 1)]
    if (text === undefined || reader === undefined) return []
    return reader(text).map(([product, version, line]) => ({ product, version, path, line }))
  })
}

/** `20`, `v20.11.1`, `20.x`; words such as `lts/*` and ranges name no version. */
function toVersion(text: string): string | undefined {
  const [, version] = /^[v^~=]?\s*(\d+(?:\.\d+){0,3})(?:\.[x*])*$/.exec(text.trim()) ?? []
  return version
}

/** The first line that is neither empty nor a comment. */
function onlyLine(product: string, text: string): readonly Stated[] {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'))
  const version = toVersion((lines[at] ?? '').replace(/\s+#.*$/, ''))
  return version === undefined ? [] : [[product, version, at + 1]]
}

const tools: Readonly<Record<string, string>> = {
  dotnet: 'dotnet',
  'dotnet-core': 'dotnet',
  go: 'go',
  golang: 'go',
  node: 'nodejs',
  nodejs: 'nodejs',
  php: 'php',
  postgres: 'postgresql',
  python: 'python',
  redis: 'redis',
  ruby: 'ruby',
}

/** asdf and mise: a tool and the versions it may have, the first wins. */
function readToolVersions(text: string): readonly Stated[] {
  return text.split('\n').flatMap((line, at): readonly Stated[] => {
    const [tool = '', first = ''] = line.replace(/#.*$/, '').trim().split(/\s+/)
    const temurin = /^temurin-(?:jre-)?(\d+)/.exec(first)?.[1]
    if (tool === 'java' && temurin !== undefined) return [['temurin', temurin, at + 1]]
    const product = Object.hasOwn(tools, tool) ? tools[tool] : undefined
    const version = toVersion(first)
    return product === undefined || version === undefined ? [] : [[product, version, at + 1]]
  })
}

/** The SDK's feature bands lie above the runtime: 8.0.401 belongs to .NET 8. */
function readGlobalJson(text: string): readonly Stated[] {
  return matchLines(text, /"version"\s*:\s*"(\d+\.\d+)\.\d+/, 'dotnet').slice(0, 1)
}

/** Only an engine of one major version says which one is used; `>=18` says what is allowed. */
function readEngines(text: string): readonly Stated[] {
  const start = text.search(/"(?:engines|volta)"\s*:\s*\{/)
  if (start < 0) return []
  const end = text.indexOf('}', start)
  const line = text.slice(0, start).split('\n').length
  return matchLines(text.slice(start, end), /"node"\s*:\s*"([^"]{1,40})"/, 'nodejs').map(
    ([product, version, at]) => [product, version, line + at - 1],
  )
}

/** `toolchain go1.22.1` says what builds it; `go 1.21` is only the least that it needs, and says nothing of what is used. */
function readGoMod(text: string): readonly Stated[] {
  return matchLines(text, /^toolchain\s+go(\d+\.\d+(?:\.\d+)?)/, 'go')
}

function matchLines(text: string, pattern: RegExp, product: string): readonly Stated[] {
  return text.split('\n').flatMap((line, at): readonly Stated[] => {
    const version = toVersion(pattern.exec(line)?.[1] ?? '')
    return version === undefined ? [] : [[product, version, at + 1]]
  })
}
