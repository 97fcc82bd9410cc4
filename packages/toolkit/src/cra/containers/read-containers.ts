/** Container and deployment files of the product, read once for the signals that ask for them. */
import type { Finding } from '../code-signals.ts'
import type { RepoFiles } from '../repo-files.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { parseYaml, type YamlNode } from '../../small-files/index.ts'
import { readComposeFile } from './compose.ts'
import { type ImageUse, readDockerfile } from './dockerfile.ts'
import { readHelmValues, readWorkload } from './kubernetes.ts'

export interface ContainerSetup {
  /** Files that were read. */
  readonly files: readonly string[]
  readonly findings: readonly Finding[]
  /** Images by name; those that the project builds itself are not among them. */
  readonly images: readonly ImageUse[]
  readonly broken: readonly { readonly path: string; readonly reason: string }[]
  readonly composeFiles: readonly { readonly path: string; readonly root: YamlNode }[]
  /** Files that say of themselves that they are for development; they were not read. */
  readonly forDevelopment: readonly string[]
}

/** Files beyond these are left out, and named as broken. */
const most = { files: 300, documents: 50 } as const

const composeName = /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]{1,60})?\.ya?ml$/i
const known = new WeakMap<SourceSweep, ContainerSetup>()

export function readContainers(sweep: SourceSweep, tree: RepoFiles): ContainerSetup {
  const before = known.get(sweep)
  if (before !== undefined) return before
  const setup = read(sweep, tree)
  known.set(sweep, setup)
  return setup
}

interface State {
  readonly files: string[]
  readonly findings: Finding[]
  readonly images: ImageUse[]
  readonly broken: { path: string; reason: string }[]
  readonly composeFiles: { path: string; root: YamlNode }[]
  readonly forDevelopment: string[]
}

function read(sweep: SourceSweep, tree: RepoFiles): ContainerSetup {
  const state: State = {
    files: [],
    findings: [],
    images: [],
    broken: [],
    composeFiles: [],
    forDevelopment: [],
  }
  const hits = sweep.hits('structure').filter((hit) => ['kubernetes', 'helm-values'].includes(hit.kind))
  // A workload has security contexts of its own, so its kind is set last.
  const marked = new Map(
    [
      ...hits.filter((hit) => hit.kind === 'helm-values'),
      ...hits.filter((hit) => hit.kind === 'kubernetes'),
    ].map((hit) => [hit.path, hit.kind]),
  )
  const wanted = sweep.files.filter(
    ({ path, role, language }) =>
      role === 'product' && (language === 'docker' || composeName.test(path) || marked.has(path)),
  )
  for (const [index, { path, language }] of wanted.entries()) {
    const text = index < most.files ? tree.read(path) : undefined
    if (text === undefined) state.broken.push({ path, reason: 'it cannot be read' })
    else if (saysDevelopment(text)) state.forDevelopment.push(path)
    else if (language === 'docker') take(state, path, readDockerfile(path, text))
    else readYaml(state, { path, text, isCompose: composeName.test(path), kind: marked.get(path) })
  }
  return state
}

/** In the comments before anything else. */
function saysDevelopment(text: string): boolean {
  const lines = text.slice(0, 3000).split('\n')
  const end = lines.findIndex((line) => /^\s*[^#\s]/.test(line))
  const head = lines.slice(0, end < 0 ? lines.length : end).join(' ')
  return /\bfor (?:local )?(?:development|testing|developers|debugging)\b|\b(?:development|dev|local|test(?:ing)?) (?:purposes|use|only|environment|setup|compose)\b|\bnot (?:\w+ ){0,3}(?:for|in) production\b/i.test(
    head,
  )
}

function take(
  state: State,
  path: string,
  part: { readonly findings: readonly Finding[]; readonly images: readonly ImageUse[] },
): void {
  state.files.push(path)
  state.findings.push(...part.findings)
  state.images.push(...part.images)
}

interface YamlFile {
  readonly path: string
  readonly text: string
  readonly isCompose: boolean
  readonly kind: string | undefined
}

function readYaml(state: State, { path, text, isCompose, kind }: YamlFile): void {
  // A Helm template is no YAML before it is filled in; its values are read instead.
  if (/\{\{[^}\n]{0,200}\}\}/.test(text)) return
  for (const document of documentsOf(text)) {
    const parsed = parseYaml(document)
    if (!parsed.ok) {
      state.broken.push({ path, reason: parsed.error })
      return
    }
    if (isCompose) state.composeFiles.push({ path, root: parsed.value })
    if (isCompose) take(state, path, readComposeFile(path, parsed.value))
    else if (kind === 'kubernetes') take(state, path, readWorkload(path, parsed.value))
    else take(state, path, readHelmValues(path, parsed.value))
  }
}

/** Each document, with empty lines before it, so that lines keep their numbers. */
function documentsOf(text: string): readonly string[] {
  const parts = text.split(/^---[ \t]*(?:#[^\n]*)?\r?$/m)
  let lines = 0
  const documents: string[] = []
  for (const part of parts.slice(0, most.documents)) {
    if (/^\s*[^\s#]/m.test(part)) documents.push('\n'.repeat(lines) + part)
    lines += part.split('\n').length - 1
  }
  return documents
}
