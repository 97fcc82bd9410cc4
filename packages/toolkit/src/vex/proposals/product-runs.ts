/** What the running product is started with: containers, process files and start scripts that name a package. */
import { parseJson } from '../../base/index.ts'
import { roleOf } from '../../model/index.ts'
import type { SourceTree } from '../../reachability/index.ts'

/** A sign that a package marked for development gets into the product after all. */
export interface Doubt {
  readonly text: string
  readonly path: string
}

/** Bounded: larger files are not looked at, and a sign in itself only for container files, see `readInstalls`. */
const longest = 200_000

/** The first command of the running product that names one of the packages. */
export function findRun(tree: SourceTree, names: ReadonlySet<string>): Doubt | undefined {
  const known = seen.get(tree) ?? wholeCommands(tree)
  seen.set(tree, known)
  const words = [...names].map((name) => name.split('/').at(-1) ?? name)
  for (const { text, path } of known) {
    const word = words.find((name) => isWord(text, name))
    if (word !== undefined) return { text: `the product is started with ${word}`, path }
  }
  return undefined
}

/** One tree is asked about many findings, and it does not change. */
const seen = new WeakMap<SourceTree, readonly Command[]>()

function wholeCommands(tree: SourceTree): readonly Command[] {
  const paths = tree.list().filter((path) => !path.includes('node_modules/') && roleOf(path) !== 'test')
  const scripts = readScripts(tree, paths)
  return [...commandsOf(tree, paths), ...startsOf(scripts)]
    .slice(0, 1000)
    .map(({ text, path }) => ({ path, text: expand(text, scripts) }))
}

interface Command {
  readonly text: string
  readonly path: string
}

type Scripts = readonly (Command & { readonly name: string })[]

function readScripts(tree: SourceTree, paths: readonly string[]): Scripts {
  return paths
    .filter((path) => path === 'package.json' || path.endsWith('/package.json'))
    .slice(0, 500)
    .flatMap((path) => {
      const read = parseJson(tree.read(path)?.slice(0, longest) ?? '')
      const value: unknown = read.ok ? read.value.value : undefined
      const scripts =
        typeof value === 'object' && value !== null
          ? (value as Readonly<Record<string, unknown>>)['scripts']
          : undefined
      return typeof scripts === 'object' && scripts !== null
        ? Object.entries(scripts).flatMap(([name, text]) =>
            typeof text === 'string' ? [{ name, text, path }] : [],
          )
        : []
    })
    .slice(0, 5000)
}

function startsOf(scripts: Scripts): readonly Command[] {
  return scripts.filter(({ name }) => /^(?:start|serve|prod|production)(?::prod(?:uction)?)?$/.test(name))
}

function commandsOf(tree: SourceTree, paths: readonly string[]): readonly Command[] {
  return paths
    .filter((path) =>
      /(?:^|\/)(?:(?:[\w.-]*\.)?(?:dockerfile|containerfile)(?:\.[\w.-]+)?|Procfile|[\w.-]*\.service)$/i.test(
        path,
      ),
    )
    .slice(0, 200)
    .flatMap((path) =>
      (tree.read(path)?.slice(0, longest) ?? '')
        .split(/\r?\n/)
        .filter((line) => /^\s*(?:CMD|ENTRYPOINT|ExecStart|[\w-]+:)/.test(line))
        .map((text) => ({ text, path })),
    )
}

/** Scripts that a command runs, and those that they run, put behind it. */
function expand(text: string, scripts: Scripts): string {
  const texts = new Set([text])
  // A set hands out what is added while it is walked.
  for (const one of texts) {
    const found = new Set([...one.matchAll(call)].map(([, name]) => name))
    if (found.size === 0 || texts.size > 200) continue
    for (const script of scripts) if (found.has(script.name)) texts.add(script.text)
  }
  return [...texts].join('\n').slice(0, longest)
}

const call = /\b(?:npm|yarn|pnpm|bun)["',\s]+(?:run["',\s]+)?([\w:.-]+)/g

function isWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + name.length] ?? ' ']
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true
  }
  return false
}
