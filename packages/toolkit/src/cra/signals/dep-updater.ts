/** SIG-REPO-DEP-UPDATER: does a robot propose new versions of dependencies. */
import { daysBetween } from '../evidence-days.ts'
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, type SignalInput, toSignalResult } from '../signal.ts'
import type { SignalResult } from '../status.ts'
import {
  parseYaml,
  yamlEntries,
  yamlGet,
  yamlItems,
  type YamlNode,
  yamlText,
  yamlTexts,
} from '../../small-files/index.ts'
import { count, join, say, type Spoken } from '../say.ts'

const id = 'SIG-REPO-DEP-UPDATER'
const dependabotFile = /^\.github\/dependabot\.ya?ml$/
const renovateFile = /^(\.github\/|\.gitlab\/)?(renovate\.json5?|\.renovaterc(\.json5?)?)$/

/** What Dependabot can update that never becomes part of the product. */
const developmentOnly = new Set(['github-actions', 'pre-commit', 'devcontainers'])

interface Updater {
  readonly name: 'Dependabot' | 'Renovate'
  readonly path: string
  readonly line: number
  readonly ecosystems: readonly string[]
  /** Only security updates, or switched off. */
  readonly mode: 'on' | 'security-only' | 'off'
}

type Read = Updater | { readonly path: string; readonly reason: Spoken }

export const depUpdater: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const reads = readUpdaters(input.tree)
    const merged = countMerged(input)
    const updaters = reads.filter((read): read is Updater => 'mode' in read)
    const broken = reads.filter((read) => 'reason' in read)
    const working = updaters.filter((updater) => updater.mode !== 'off')
    if (working.length > 0) return toPresent(working, merged)
    const facts = { configured: false, ecosystems: [], merged_90d: merged }
    const evidence = updaters.map(({ path, line }) => ({ path, line }))
    if (broken.length > 0) {
      const reason = join(
        broken.map((read) => say`${read.path}: ${'reason' in read ? read.reason : ''}`),
        '; ',
      )
      const statement = say`A configuration for dependency updates is there, but it could not be read.`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: { ...facts, configured: null },
        reason,
      })
    }
    const off = updaters[0]
    if (off !== undefined) {
      const statement = say`${off.name} is configured in ${off.path}, but it updates nothing.`
      return toSignalResult(id, { state: 'contrary', statement, facts, evidence })
    }
    return withoutConfiguration(input, merged)
  },
}

/** An updater may be set up for the whole organisation; its changes show in the history all the same. */
function withoutConfiguration({ history }: SignalInput, merged: number | null): SignalResult {
  const facts = { configured: false, ecosystems: [], merged_90d: merged }
  if (history === undefined || merged === null || merged === 0) {
    const statement = say`No configuration of Dependabot or Renovate was found in the tree.`
    return toSignalResult(id, { state: 'absent', statement, facts })
  }
  const { at, commit } = history.head
  return toSignalResult(id, {
    state: 'present',
    statement: say`No configuration was found in the tree, but ${count(merged, 'change')} of Dependabot or Renovate came in within the last 90 days.`,
    facts: { ...facts, configured: null },
    evidence: [{ path: 'git:HEAD', line: 1, in: 'history', changedAt: at, commit }],
    strength: 'medium',
  })
}

/** Changes that an updater wrote and that are in the history; null where that is not known. */
function countMerged({ history, asOf }: SignalInput): number | null {
  if (history === undefined || asOf === undefined) return null
  return history.commits.filter(({ updater, at }) => {
    const age = daysBetween(at, asOf)
    return updater !== undefined && age !== undefined && age >= 0 && age < 90
  }).length
}

function toPresent(working: readonly Updater[], merged: number | null): SignalResult {
  const ecosystems = [...new Set(working.flatMap((updater) => updater.ecosystems))].sort()
  const unique = [...new Set(working.map((updater) => updater.name))].sort()
  const names = unique.length > 1 ? say`${unique[0] ?? ''} and ${unique[1] ?? ''}` : (unique[0] ?? '')
  const isToolsOnly = ecosystems.length > 0 && ecosystems.every((name) => developmentOnly.has(name))
  const isSecurityOnly = working.every((updater) => updater.mode === 'security-only')
  const limits = isToolsOnly
    ? say`; that covers development tools, no packages of the product`
    : isSecurityOnly
      ? say`; ordinary version updates are switched off`
      : ''
  const scope = ecosystems.length > 0 ? ecosystems.join(', ') : say`everything found`
  return toSignalResult(id, {
    state: 'present',
    statement: say`${names} ${unique.length === 1 ? say`is` : say`are`} configured for ${scope}${limits}.`,
    facts: { configured: true, ecosystems, merged_90d: merged },
    evidence: working.map(({ path, line }) => ({ path, line })),
    strength: isToolsOnly ? 'weak' : isSecurityOnly ? 'medium' : 'strong',
  })
}

function readUpdaters(tree: RepoFiles): readonly Read[] {
  const reads: Read[] = []
  for (const path of tree.list()) {
    if (dependabotFile.test(path)) reads.push(readDependabot(path, tree.read(path)))
    if (renovateFile.test(path)) reads.push(readRenovate(path, parseJsonLike(tree.read(path))))
  }
  const manifest = tree.read('package.json')
  if (manifest?.includes('"renovate"') === true) {
    const section = yamlGet(parseJsonLike(manifest), 'renovate')
    if (section?.kind === 'map') reads.push(readRenovate('package.json', section))
  }
  return reads
}

function readDependabot(path: string, text: string | undefined): Read {
  const parsed = text === undefined ? undefined : parseYaml(text)
  if (parsed === undefined) return { path, reason: say`the file cannot be read` }
  if (!parsed.ok) return { path, reason: parsed.error }
  const updates = yamlItems(yamlGet(parsed.value, 'updates'))
  const ecosystems = updates.flatMap((update) => yamlText(yamlGet(update, 'package-ecosystem')) ?? [])
  const isLimited = (update: YamlNode): boolean =>
    yamlText(yamlGet(update, 'open-pull-requests-limit')) === '0'
  const mode = ecosystems.length === 0 ? 'off' : updates.every(isLimited) ? 'security-only' : 'on'
  const line = yamlGet(parsed.value, 'updates')?.line ?? 1
  return { name: 'Dependabot', path, line, ecosystems, mode }
}

function readRenovate(path: string, root: YamlNode | undefined): Read {
  if (root?.kind !== 'map') return { path, reason: say`not a JSON object` }
  const managers = yamlTexts(yamlGet(root, 'enabledManagers'))
  const isOff = yamlText(yamlGet(root, 'enabled')) === 'false'
  const presets = yamlTexts(yamlGet(root, 'extends'))
  const isDisabled = isOff || presets.includes(':disableRenovate') || yamlEntries(root).length === 0
  return { name: 'Renovate', path, line: root.line, ecosystems: managers, mode: isDisabled ? 'off' : 'on' }
}

/** JSON and JSON5 are close to YAML's flow style: only comments must go first. */
function parseJsonLike(text: string | undefined): YamlNode | undefined {
  if (text === undefined) return undefined
  const parsed = parseYaml(stripComments(text))
  return parsed.ok ? parsed.value : undefined
}

/** Blanks `//` and block comments outside quotes; line breaks stay, so that lines keep their numbers. */
function stripComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (token) =>
    token.startsWith('/') ? token.replace(/[^\n]/g, ' ') : token,
  )
}
