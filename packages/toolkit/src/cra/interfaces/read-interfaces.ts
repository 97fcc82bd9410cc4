/** Interface descriptions of the tree: OpenAPI, Swagger, AsyncAPI, gRPC and GraphQL, with their operations. */
import type { RepoFiles } from '../repo-files.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { parseYaml, yamlEntries, yamlGet, yamlItems, type YamlNode } from '../../small-files/index.ts'
import { countRootFields } from './graphql.ts'

export interface ApiOperation {
  readonly path: string
  readonly line: number
  /** Lower case. */
  readonly method: string
  readonly route: string
  /** A security requirement holds for it (OpenAPI 3.1, 4.8.30; Swagger 2.0); unknown where it lies in another file. */
  readonly isSecured: boolean | 'unknown'
  /** The description knows security schemes at all. */
  readonly hasSchemes: boolean
}

export interface InterfaceSetup {
  readonly files: readonly string[]
  /** Of OpenAPI and Swagger, which say what protects each. */
  readonly operations: readonly ApiOperation[]
  /** Of the other kinds. */
  readonly others: number
  readonly broken: readonly { readonly path: string; readonly reason: string }[]
}

/** Descriptions are larger than CI files; these bounds hold for all of a tree together, too. */
const most = {
  characters: 1024 * 1024,
  aliases: 200,
  nodes: 300_000,
  files: 40,
  total: 4 * 1024 * 1024,
} as const
const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])
const known = new WeakMap<SourceSweep, InterfaceSetup>()

export function readInterfaces(sweep: SourceSweep, tree: RepoFiles): InterfaceSetup {
  const before = known.get(sweep)
  if (before !== undefined) return before
  const setup = read(sweep, tree)
  known.set(sweep, setup)
  return setup
}

interface State {
  readonly files: string[]
  readonly operations: ApiOperation[]
  readonly broken: { path: string; reason: string }[]
  others: number
  characters: number
}

function read(sweep: SourceSweep, tree: RepoFiles): InterfaceSetup {
  const state: State = { files: [], operations: [], broken: [], others: 0, characters: 0 }
  const hits = sweep.hits('structure')
  const described = new Set(hits.flatMap((hit) => (hit.kind.startsWith('openapi') ? [hit.path] : [])))
  for (const path of described) readDescription(state, path, tree.read(path))
  const calls = hits.filter((hit) => hit.kind === 'rpc')
  const schemas = new Set(hits.flatMap((hit) => (hit.kind === 'graphql-root' ? [hit.path] : [])))
  state.others += calls.length
  for (const path of schemas) state.others += countRootFields(tree.read(path) ?? '')
  state.files.push(...new Set([...calls.map((hit) => hit.path), ...schemas]))
  return { ...state, files: [...new Set(state.files)].sort() }
}

function readDescription(state: State, path: string, text: string | undefined): void {
  state.characters += text?.length ?? 0
  const isOver = state.files.length >= most.files || state.characters > most.total
  const parsed = text === undefined || isOver ? undefined : parseYaml(text, most)
  if (parsed?.ok === true) {
    takeDescription(state, path, parsed.value)
    return
  }
  const reason = parsed?.error ?? (isOver ? 'the tree has too many descriptions' : 'it cannot be read')
  state.broken.push({ path, reason })
}

/** A part of a description that others include has no operations of its own, and is left out. */
function takeDescription(state: State, path: string, root: YamlNode): void {
  if (yamlGet(root, 'asyncapi') !== undefined) {
    state.files.push(path)
    state.others += countMessages(root)
    return
  }
  if (yamlGet(root, 'openapi') === undefined && yamlGet(root, 'swagger') === undefined) return
  const operations = readOperations(path, root)
  if (operations.length === 0) return
  state.files.push(path)
  state.operations.push(...operations)
}

function readOperations(path: string, root: YamlNode): readonly ApiOperation[] {
  const schemes =
    yamlGet(yamlGet(root, 'components'), 'securitySchemes') ?? yamlGet(root, 'securityDefinitions')
  const hasSchemes = yamlEntries(schemes).length > 0
  const general = isRequirement(yamlGet(root, 'security'))
  return yamlEntries(yamlGet(root, 'paths')).flatMap(([route, item]) =>
    yamlEntries(item).flatMap(([method, operation]): ApiOperation[] => {
      if (!methods.has(method.toLowerCase())) return []
      const own = yamlGet(operation, 'security')
      const isElsewhere = own === undefined && !general && yamlGet(operation, '$ref') !== undefined
      const isSecured = isElsewhere ? ('unknown' as const) : own === undefined ? general : isRequirement(own)
      return [{ path, line: operation.line, method: method.toLowerCase(), route, isSecured, hasSchemes }]
    }),
  )
}

/** An empty list, or an empty object in it, lets everybody in. */
function isRequirement(node: YamlNode | undefined): boolean {
  const items = yamlItems(node)
  return items.length > 0 && items.every((item) => yamlEntries(item).length > 0)
}

/** AsyncAPI 2: `publish` and `subscribe` of each channel; AsyncAPI 3: `operations`. */
function countMessages(root: YamlNode): number {
  const channels = yamlEntries(yamlGet(root, 'channels')).map(
    ([, channel]) => ['publish', 'subscribe'].filter((verb) => yamlGet(channel, verb) !== undefined).length,
  )
  return channels.reduce((sum, one) => sum + one, yamlEntries(yamlGet(root, 'operations')).length)
}
