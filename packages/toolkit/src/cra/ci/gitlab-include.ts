/** What a GitLab CI file includes: files of the tree to read on, templates by name, and places that we do not read. */
import { yamlGet, type YamlNode, yamlText, yamlTexts } from '../../small-files/index.ts'
import type { CiCollector } from './collector.ts'
import { isKnownUse } from './known-uses.ts'

export interface LocalInclude {
  readonly path: string
  /** Where it is written, to be named if the file is missing. */
  readonly at: YamlNode
}

/** Files of the tree (GitLab CI/CD YAML syntax, `include`); adds the rest to the collector's steps and references. */
export function readIncludes(
  collector: CiCollector,
  path: string,
  include: YamlNode | undefined,
): readonly LocalInclude[] {
  const items = include?.kind === 'list' ? include.items : include === undefined ? [] : [include]
  return items.flatMap((item) => {
    const text = yamlText(item) ?? yamlText(yamlGet(item, 'local'))
    if (text !== undefined && !/^https?:/.test(text)) return localFiles(collector, path, { text, item })
    noteForeign(collector, path, item)
    return []
  })
}

function localFiles(
  collector: CiCollector,
  path: string,
  written: { readonly text: string; readonly item: YamlNode },
): readonly LocalInclude[] {
  const local = written.text.replace(/^\.?\//, '')
  if (!local.includes('*')) return [{ path: local, at: written.item }]
  const pattern = toPattern(local)
  const found = pattern === undefined ? [] : collector.tree.list().filter((item) => pattern.test(item))
  // Only `.gitlab/` is sure to be listed whole; elsewhere there may be more files than we see.
  if (found.length === 0 || !local.startsWith('.gitlab/')) {
    addReference(collector, { path, at: written.item, target: written.text })
  }
  return found.map((item) => ({ path: item, at: written.item }))
}

/** `*` stays inside a folder, `**` does not; a pattern with many stars is refused, because it could take for ever. */
function toPattern(glob: string): RegExp | undefined {
  if (glob.length > 200 || glob.split('*').length > 6) return undefined
  const parts = glob.split(/(\*\*\/?|\*)/)
  const source = parts.map((part) => {
    if (part.startsWith('**')) return '.*'
    return part === '*' ? '[^/]*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${source.join('')}$`)
}

function noteForeign(collector: CiCollector, path: string, item: YamlNode): void {
  const name = yamlGet(item, 'template') ?? yamlGet(item, 'component')
  if (name?.kind === 'scalar') {
    const text = `template:${name.text}`
    const inputs = new Map<string, string>()
    // GitLab's own scan templates let the pipeline pass when they find something.
    const effect = { isBlocking: false, runsOnChange: true }
    collector.steps.push({ path, line: name.line, kind: 'uses', text, inputs, ...effect })
    if (!isKnownUse(text)) addReference(collector, { path, at: name, target: name.text })
    return
  }
  const project = yamlGet(item, 'project')
  const files = yamlTexts(yamlGet(item, 'file'))
  const target =
    project === undefined
      ? (yamlText(item) ?? yamlText(yamlGet(item, 'remote')) ?? yamlText(yamlGet(item, 'artifact')))
      : [yamlText(project) ?? '', ...files].join(' ')
  addReference(collector, { path, at: item, target: target ?? 'something that is not named' })
}

/** Notes an include that is not read. */
export function addReference(
  collector: CiCollector,
  reference: { readonly path: string; readonly at: YamlNode; readonly target: string },
): void {
  const { path, at, target } = reference
  collector.unread.push({ path, line: at.line, verb: 'includes', target, why: 'which is not in the tree' })
}
