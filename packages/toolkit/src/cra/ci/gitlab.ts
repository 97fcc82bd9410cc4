/** GitLab CI: the scripts of its jobs, with the files of the tree that it includes. */
import {
  yamlEntries,
  yamlGet,
  yamlItems,
  type YamlNode,
  yamlText,
  yamlTexts,
} from '../../small-files/index.ts'
import { type CiCollector, parseCiFile, spendWork, takeCommands } from './collector.ts'
import { addReference, type LocalInclude, readIncludes } from './gitlab-include.ts'

/** Top-level keys that are no jobs (GitLab CI/CD YAML syntax, global keywords). */
const globals = new Set(
  'default include stages variables workflow image services cache before_script after_script spec'.split(' '),
)
/** How far `extends` is followed (GitLab's own limit). */
const extendsDepth = 11
const parentLimit = 20
/** GitLab's own limit of files in one pipeline. */
const fileLimit = 150
const tooManyFiles = `more than ${fileLimit} files are included`

interface Placed {
  readonly path: string
  readonly node: YamlNode
}

/** Jobs by name; several files may each say a part of one job, and the first layer wins. */
type Jobs = Map<string, readonly Placed[]>

/** Adds the steps of a pipeline and of the child pipelines that it starts from files of the tree. */
export function collectPipeline(collector: CiCollector, path: string): void {
  const started = new Set([path])
  for (const start of started) {
    const jobs: Jobs = new Map()
    readFile(collector, start, { jobs, seen: new Set() })
    for (const [name, layers] of jobs) {
      if (globals.has(name) || name.startsWith('.') || !spendWork(collector, start, 1)) continue
      const chain = [...layers, ...ancestors(jobs, layers)]
      collectJob(collector, jobs, chain)
      startChildren(collector, started, childFiles(collector, chain))
    }
  }
}

function startChildren(collector: CiCollector, started: Set<string>, files: readonly LocalInclude[]): void {
  for (const { path } of files) {
    if (started.size < fileLimit) started.add(path)
    else collector.broken.set(path, tooManyFiles)
  }
}

/** What includes bring comes first and is then overlaid by the including file (GitLab docs, merge of includes). */
function readFile(
  collector: CiCollector,
  path: string,
  into: { readonly jobs: Jobs; readonly seen: Set<string> },
): void {
  into.seen.add(path)
  const root = parseCiFile(collector, path)
  if (root === undefined || !root.ok) {
    collector.broken.set(path, root === undefined ? 'the file cannot be read' : root.error)
    return
  }
  const entries = yamlEntries(root.value)
  const isHeader = entries.length === 1 && entries[0]?.[0] === 'spec'
  if (isHeader) collector.broken.set(path, 'only the header was read, not what follows it')
  readLocals(collector, readIncludes(collector, path, yamlGet(root.value, 'include')), { path, ...into })
  for (const [name, node] of entries) {
    if (node.kind === 'map') into.jobs.set(name, [{ path, node }, ...(into.jobs.get(name) ?? [])])
  }
}

function readLocals(
  collector: CiCollector,
  locals: readonly LocalInclude[],
  from: { readonly path: string; readonly jobs: Jobs; readonly seen: Set<string> },
): void {
  for (const local of locals) {
    if (from.seen.has(local.path) || isMissing(collector, from.path, local)) continue
    if (from.seen.size < fileLimit) readFile(collector, local.path, from)
    else collector.broken.set(local.path, tooManyFiles)
  }
}

function isMissing(collector: CiCollector, path: string, local: LocalInclude): boolean {
  if (parseCiFile(collector, local.path) !== undefined) return false
  addReference(collector, { path, at: local.at, target: local.path })
  return true
}

function childFiles(collector: CiCollector, chain: readonly Placed[]): readonly LocalInclude[] {
  const trigger = findKey(chain, 'trigger')
  if (trigger === undefined) return []
  const locals = readIncludes(collector, trigger.path, yamlGet(trigger.node, 'include'))
  return locals.filter((local) => !isMissing(collector, trigger.path, local))
}

function findKey(chain: readonly Placed[], key: string): Placed | undefined {
  for (const { path, node } of chain) {
    const found = yamlGet(node, key)
    if (found !== undefined) return { path, node: found }
  }
  return undefined
}

function collectJob(collector: CiCollector, jobs: Jobs, chain: readonly Placed[]): void {
  const when = yamlText(findKey(chain, 'when')?.node)
  if (when === 'never') return
  const isManual = when === 'manual'
  const isTolerant = yamlText(findKey(chain, 'allow_failure')?.node) === 'true'
  for (const key of ['before_script', 'script', 'after_script']) {
    for (const line of scriptLines(jobs, findKey(chain, key))) {
      for (const command of takeCommands(collector, line.path, line.text)) {
        collector.steps.push({
          path: line.path,
          line: line.line + command.offset,
          kind: 'run',
          text: command.text,
          inputs: new Map<string, string>(),
          isBlocking: !isTolerant && !isManual && !command.isSwallowed && key !== 'after_script',
          runsOnChange: !isManual,
        })
      }
    }
  }
}

function ancestors(jobs: Jobs, layers: readonly Placed[]): readonly Placed[] {
  const found: Placed[] = []
  let names = parentNames(layers)
  for (let depth = 0; depth < extendsDepth && names.length > 0; depth++) {
    // Of several parents the later one wins (GitLab CI/CD YAML syntax, extends).
    const parents = [...names].reverse().flatMap((name) => jobs.get(name) ?? [])
    found.push(...parents.slice(0, parentLimit))
    names = parentNames(parents.slice(0, parentLimit))
  }
  return found
}

function parentNames(layers: readonly Placed[]): readonly string[] {
  return layers.flatMap(({ node }) => yamlTexts(yamlGet(node, 'extends'))).slice(0, parentLimit)
}

interface ScriptLine {
  readonly path: string
  readonly line: number
  readonly text: string
}

/** A script is a text or a list of texts; nested lists come from anchors, or are `!reference [job, key]`. */
function scriptLines(jobs: Jobs, script: Placed | undefined): readonly ScriptLine[] {
  if (script === undefined || script.node.kind === 'map') return []
  const { path, node } = script
  if (node.kind === 'scalar') return [{ path, line: node.line, text: node.text }]
  return node.items.flatMap((item) => {
    const referred = item.kind === 'list' ? referredScript(jobs, item) : undefined
    return referred === undefined ? textLines(path, item) : textLines(referred.path, referred.node)
  })
}

function referredScript(jobs: Jobs, item: YamlNode): Placed | undefined {
  const [name, key, ...rest] = yamlTexts(item)
  if (name === undefined || key === undefined || rest.length > 0 || !/^(before_|after_)?script$/.test(key))
    return undefined
  return findKey(jobs.get(name) ?? [], key)
}

function textLines(path: string, node: YamlNode): readonly ScriptLine[] {
  if (node.kind === 'scalar') return [{ path, line: node.line, text: node.text }]
  return yamlItems(node).flatMap((item) =>
    item.kind === 'scalar' ? [{ path, line: item.line, text: item.text }] : [],
  )
}
