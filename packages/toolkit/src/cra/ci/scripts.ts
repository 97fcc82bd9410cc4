/** Follows package scripts (`npm test`, `yarn run x`) and make targets to the commands that they stand for. */
import { parseJson } from '../../base/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import { splitCommands } from './shell.ts'

const runner =
  /^(?:npm|pnpm|yarn|bun)(?: (?:--filter [^-\s]\S*|-[\w-]+(?:=\S+)?))*(?: (?:run|run-script)(?: -[\w-]+)*)? ([\w:.][\w:.-]*)/
const shorthand = /^(?:npm|pnpm) (?:t|tst)\b/
/** Scripts that call scripts are followed this far. */
const depthLimit = 5
const commandLimit = 200
/** A longer script counts by its name only. */
const bodyCharacters = 4000
const makefileCharacters = 200_000

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

/** Recipes of the root Makefile by target; variables and includes are not followed. */
export function readMakeTargets(tree: RepoFiles): ReadonlyMap<string, readonly string[]> {
  const recipes = new Map<string, string[]>()
  const text = tree.read('Makefile') ?? tree.read('GNUmakefile') ?? ''
  let target: string | undefined
  for (const line of text.slice(0, makefileCharacters).split('\n')) {
    const head = /^([\w.-]+):(?!=)/.exec(line)?.[1]
    if (head !== undefined) target = head
    else if (target !== undefined && line.startsWith('\t')) {
      const lines = recipes.get(target) ?? []
      if (lines.length < commandLimit) lines.push(line.slice(1).replace(/^[@+-]+/, ''))
      recipes.set(target, lines)
    }
  }
  // Cut once here, not once for each step that calls the target.
  return new Map([...recipes].map(([name, lines]) => [name, cutRecipe(lines.join('\n'))]))
}

function cutRecipe(recipe: string): readonly string[] {
  return splitCommands(recipe)
    .slice(0, commandLimit)
    .map(({ text }) => text)
}

/** A make command, and what the recipe of its first target runs: a telling name counts without the recipe too. */
export function expandMake(
  command: string,
  targets: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const target = /^g?make\b(?: -\S+| \w+=\S+)* ([\w.-]+)/.exec(command)?.[1]
  return [command, ...((target === undefined ? undefined : targets.get(target)) ?? [])]
}

/** The command itself, or what the package script behind it runs; an unknown script stays as it is. */
export function expandCommand(
  command: string,
  scripts: ReadonlyMap<string, string> | undefined,
): readonly string[] {
  const out: string[] = []
  expandInto(command, scripts, { depth: 0, out, visits: { left: commandLimit } })
  return out
}

function expandInto(
  command: string,
  scripts: ReadonlyMap<string, string> | undefined,
  state: { readonly depth: number; readonly out: string[]; readonly visits: { left: number } },
): void {
  // Scripts that only call scripts give no command, so visits are what must be bounded.
  if (state.visits.left-- <= 0) return
  const name = shorthand.test(command) ? 'test' : runner.exec(command)?.[1]
  const body = name === undefined ? undefined : scripts?.get(name)
  if (body === undefined || body.length > bodyCharacters || state.depth >= depthLimit) {
    state.out.push(command)
    return
  }
  for (const { text } of splitCommands(body)) {
    expandInto(text, scripts, { ...state, depth: state.depth + 1 })
  }
}
