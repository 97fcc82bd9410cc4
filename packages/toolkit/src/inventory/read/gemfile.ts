/** The groups of a Gemfile, read line by line as text: it is a program, and nothing is executed. */
import type { Scope } from '../../model/index.ts'
import type { Near } from '../ecosystem.ts'

export interface GemGroups {
  readonly scope: Scope
  readonly groups: readonly string[]
}

/** A longer Gemfile is not looked at: scopes stay unknown. */
const maxText = 200_000

/** Longer lines state no gem. */
const maxLine = 1_000

const developmentGroups = new Set(['development', 'test', 'tests', 'doc', 'docs', 'ci', 'lint', 'rubocop'])

/**
 * Gem name to its groups; undefined without a Gemfile. Understands `group :a, :b do … end`, `group:` and `groups:`
 * options; a gem that is stated again outside of any group belongs to the default group as well.
 */
export function readGemfileScopes(near: Near): ReadonlyMap<string, GemGroups> | undefined {
  const text = (near('Gemfile') ?? near('gems.rb'))?.text
  if (text === undefined || text.length > maxText) return undefined
  const found = new Map<string, GemGroups>()
  const blocks: (readonly string[])[] = []
  for (const raw of text.split('\n')) {
    const line = raw.length > maxLine ? '' : raw.replace(/(^|\s)#.*$/, '').trim()
    followBlocks(blocks, line)
    const gem = /^gem[\s(]+(['"])([^'"]+)\1/.exec(line)?.[2]
    if (gem !== undefined) addGem(found, gem, [...blocks.flat(), ...optionGroups(line)])
  }
  return found
}

/** Every block counts, since any of them may be closed by the next `end`; only groups carry names. */
function followBlocks(blocks: (readonly string[])[], line: string): void {
  const group = /^group[\s(]+(.*?)\)?\s+do\b/.exec(line)?.[1]
  if (group !== undefined) blocks.push(symbolsIn(group))
  else if (/\bdo\b\s*(\|[^|]*\|)?$/.test(line) || /^(if|unless|case|begin|def)\b/.test(line)) blocks.push([])
  else if (line === 'end') blocks.pop()
}

function addGem(found: Map<string, GemGroups>, gem: string, own: readonly string[]): void {
  const known = found.get(gem)
  const groups = [...new Set([...(known?.groups ?? []), ...own])]
  const isDevelopment = own.length > 0 && own.every((group) => developmentGroups.has(group))
  const isRuntime = !isDevelopment || known?.scope === 'runtime'
  found.set(gem, { scope: isRuntime ? 'runtime' : 'development', groups })
}

function optionGroups(line: string): readonly string[] {
  const option = /(?:\bgroups?:|:groups?\s*=>)\s*(\[[^\]]*\]|:\w+|%i\[[^\]]*\])/.exec(line)?.[1]
  return option === undefined ? [] : symbolsIn(option)
}

function symbolsIn(text: string): readonly string[] {
  const words = text.startsWith('%i')
    ? text.slice(3, -1).split(/\s+/)
    : [...text.matchAll(/:?['"]?(\w+)['"]?/g)].map((m) => m[1])
  return words.flatMap((word) => (word === undefined || word === '' ? [] : [word]))
}
