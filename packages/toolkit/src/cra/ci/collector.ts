/** What reading CI files gathers: each file is parsed once, and a hostile tree cannot multiply the work. */
import type { Result } from '../../base/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import { parseYaml, type YamlNode } from '../../small-files/index.ts'
import type { CiReference, CiStep } from './model.ts'
import { type ShellCommand, splitCommands } from './shell.ts'

/** Steps and hundreds of script characters, over all files: real trees stay far below a tenth of it. */
const workLimit = 100_000
/** Files that call files are followed this far (GitHub allows ten levels, GitLab's includes fewer in practice). */
export const callDepth = 10

export interface CiCollector {
  readonly tree: RepoFiles
  readonly steps: CiStep[]
  readonly unread: CiReference[]
  readonly broken: Map<string, string>
  readonly parsed: Map<string, Result<YamlNode, string> | undefined>
  work: number
}

export function createCollector(tree: RepoFiles): CiCollector {
  return { tree, steps: [], unread: [], broken: new Map(), parsed: new Map(), work: workLimit }
}

/** The file's YAML, parsed on first demand; undefined if the tree does not give the file. */
export function parseCiFile(collector: CiCollector, path: string): Result<YamlNode, string> | undefined {
  if (collector.parsed.has(path)) return collector.parsed.get(path)
  const text = collector.tree.read(path)
  const parsed = text === undefined ? undefined : parseYaml(text)
  collector.parsed.set(path, parsed)
  return parsed
}

/** False once the work is used up; then the file counts as not read, so that absence is never concluded from it. */
export function spendWork(collector: CiCollector, path: string, amount: number): boolean {
  collector.work -= amount
  if (collector.work >= 0) return true
  collector.broken.set(path, 'not read to its end, because the CI files repeat or hold too many steps')
  return false
}

/** Commands of a script, as many as the work allows. */
export function takeCommands(collector: CiCollector, path: string, script: string): readonly ShellCommand[] {
  if (!spendWork(collector, path, 1 + Math.floor(script.length / 100))) return []
  const commands = splitCommands(script)
  const room = collector.work
  return spendWork(collector, path, commands.length) ? commands : commands.slice(0, room)
}
