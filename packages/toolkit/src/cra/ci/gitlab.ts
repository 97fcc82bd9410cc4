/** GitLab CI: the scripts of its jobs and the templates that it includes. */
import { ok, type Result } from '../../base/index.ts'
import { parseYaml, type YamlNode, yamlEntries, yamlGet, yamlItems, yamlText, yamlTexts } from '../yaml.ts'
import type { CiStep } from './model.ts'
import { splitCommands } from './shell.ts'

/** Top-level keys that are no jobs (GitLab CI/CD YAML syntax, global keywords). */
const globals = new Set(
  'default include stages variables workflow image services cache before_script after_script spec'.split(' '),
)
/** How far `extends` is followed. */
const extendsDepth = 11

export function readGitlabPipeline(path: string, text: string): Result<readonly CiStep[], string> {
  const parsed = parseYaml(text)
  if (!parsed.ok) return parsed
  const steps = includedTemplates(path, yamlGet(parsed.value, 'include'))
  for (const [name, job] of yamlEntries(parsed.value)) {
    if (globals.has(name) || name.startsWith('.') || job.kind !== 'map') continue
    steps.push(...jobCommands(path, parsed.value, job))
  }
  return ok(steps)
}

function includedTemplates(path: string, include: YamlNode | undefined): CiStep[] {
  const items = include?.kind === 'list' ? yamlItems(include) : include === undefined ? [] : [include]
  return items.flatMap((item) => {
    const template = yamlGet(item, 'template') ?? yamlGet(item, 'component')
    if (template?.kind !== 'scalar') return []
    const at = { path, line: template.line, kind: 'uses' as const, inputs: new Map<string, string>() }
    // GitLab's own scan templates let the pipeline pass when they find something.
    return [{ ...at, text: `template:${template.text}`, isBlocking: false, runsOnChange: true }]
  })
}

function jobCommands(path: string, root: YamlNode, job: YamlNode): readonly CiStep[] {
  const chain = [job, ...ancestors(root, job)]
  const find = (key: string): YamlNode | undefined =>
    chain.map((node) => yamlGet(node, key)).find((node) => node !== undefined)
  if (yamlText(find('when')) === 'never') return []
  const isTolerant = yamlText(find('allow_failure')) === 'true'
  const isManual = yamlText(find('when')) === 'manual'
  const scripts = ['before_script', 'script', 'after_script'].map((key) => ({ key, node: find(key) }))
  return scripts.flatMap(({ key, node }) =>
    scriptLines(node).flatMap(({ text, line }) =>
      splitCommands(text).map((command) => ({
        path,
        line: line + command.offset,
        kind: 'run' as const,
        text: command.text,
        inputs: new Map<string, string>(),
        isBlocking: !isTolerant && !isManual && !command.isSwallowed && key !== 'after_script',
        runsOnChange: !isManual,
      })),
    ),
  )
}

function ancestors(root: YamlNode, job: YamlNode): readonly YamlNode[] {
  const found: YamlNode[] = []
  let names = yamlTexts(yamlGet(job, 'extends'))
  for (let depth = 0; depth < extendsDepth && names.length > 0; depth++) {
    // Of several parents the later one wins (GitLab CI/CD YAML syntax, extends).
    const parents = [...names].reverse().flatMap((name) => yamlGet(root, name) ?? [])
    found.push(...parents.slice(0, 20))
    names = parents.slice(0, 20).flatMap((parent) => yamlTexts(yamlGet(parent, 'extends')).slice(0, 20))
    names = names.slice(0, 20)
  }
  return found
}

/** A script is a text or a list of texts; nested lists come from anchors. */
function scriptLines(node: YamlNode | undefined): readonly { text: string; line: number }[] {
  if (node === undefined || node.kind === 'map') return []
  if (node.kind === 'scalar') return [{ text: node.text, line: node.line }]
  return node.items.flatMap((item) =>
    item.kind === 'scalar'
      ? [{ text: item.text, line: item.line }]
      : yamlItems(item).flatMap((inner) =>
          inner.kind === 'scalar' ? [{ text: inner.text, line: inner.line }] : [],
        ),
  )
}
