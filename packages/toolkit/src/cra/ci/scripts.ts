/** Follows package scripts (`npm test`, `yarn run x`) to the commands that they stand for. */
import { parseJson } from '../../base/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import { splitCommands } from './shell.ts'

const runner =
  /^(?:npm|pnpm|yarn|bun)(?: (?:--?[\w-]+(?:=\S+)?|-r|--filter \S+))*(?: run| run-script)?(?: --?[\w-]+)* ([\w:.-]+)/
const shorthand = /^(?:npm|pnpm) (?:t|tst)\b/
/** Scripts that call scripts are followed this far. */
const depthLimit = 5
const commandLimit = 200

/** Scripts of the root package.json; undefined where there is none that can be read. */
export function readPackageScripts(tree: RepoFiles): ReadonlyMap<string, string> | undefined {
  const text = tree.read('package.json')
  const parsed = text === undefined ? undefined : parseJson(text)
  if (parsed === undefined || !parsed.ok) return undefined
  const scripts = memberOf(parsed.value.value, 'scripts')
  if (typeof scripts !== 'object' || scripts === null) return new Map()
  return new Map(
    Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as { readonly [key: string]: unknown })[key]
}

/** The command itself, or what the package script behind it runs; an unknown script stays as it is. */
export function expandCommand(
  command: string,
  scripts: ReadonlyMap<string, string> | undefined,
): readonly string[] {
  const out: string[] = []
  expandInto(command, scripts, { depth: 0, out })
  return out
}

function expandInto(
  command: string,
  scripts: ReadonlyMap<string, string> | undefined,
  state: { readonly depth: number; readonly out: string[] },
): void {
  if (state.out.length >= commandLimit) return
  const name = shorthand.test(command) ? 'test' : runner.exec(command)?.[1]
  const body = name === undefined ? undefined : scripts?.get(name)
  if (body === undefined || state.depth >= depthLimit) {
    state.out.push(command)
    return
  }
  for (const { text } of splitCommands(body)) {
    expandInto(text, scripts, { depth: state.depth + 1, out: state.out })
  }
}
