/** Reads `aboutcode-federated-config.yml`, given as a parsed value, into a layout. Trusted: whoever writes it decides where clients look. */
import { err, ok, type Result } from '../../base/index.ts'
import { quote } from '../purl/parts.ts'
import { type Cluster, type Federation, type Spread } from './federation.ts'
import { isTemplate } from './template.ts'

export interface FederationError {
  readonly code:
    | 'CONFIG_SHAPE_UNEXPECTED'
    | 'CONFIG_NAME_MISMATCH'
    | 'CONFIG_KIND_DUPLICATE'
    | 'CONFIG_TYPE_DUPLICATE'
    | 'CONFIG_SPREAD_INVALID'
    | 'CONFIG_TEMPLATE_INVALID'
  readonly message: string
}

type Read<T> = Result<T, FederationError>

/** Keys that the layout does not need are ignored. `expectedName` is the name of the repository that holds the file. */
export function parseFederation(value: unknown, expectedName?: string): Read<Federation> {
  const name = field(value, 'name')
  const listed = field(value, 'data_clusters')
  if (typeof name !== 'string' || !Array.isArray(listed)) {
    return fault(
      'CONFIG_SHAPE_UNEXPECTED',
      'expected an object with a text "name" and a list "data_clusters"',
    )
  }
  if (expectedName !== undefined && name !== expectedName) {
    return fault(
      'CONFIG_NAME_MISMATCH',
      `expected a federation named ${quote(expectedName)}, found ${quote(name)}`,
    )
  }
  const clusters = new Map<string, Cluster>()
  for (const item of listed) {
    const cluster = readCluster(item)
    if (!cluster.ok) return cluster
    const { kind } = cluster.value
    if (clusters.has(kind))
      return fault('CONFIG_KIND_DUPLICATE', `data_kind ${quote(kind)} stands more than once`)
    clusters.set(kind, cluster.value)
  }
  return ok({ name, clusters })
}

function readCluster(value: unknown): Read<Cluster> {
  const kind = field(value, 'data_kind')
  const template = field(value, 'datafile_path_template')
  const fileName = field(value, 'datafile_name') ?? ''
  const types = field(value, 'purl_type_configs') ?? []
  if (
    typeof kind !== 'string' ||
    typeof template !== 'string' ||
    typeof fileName !== 'string' ||
    !Array.isArray(types)
  ) {
    return fault(
      'CONFIG_SHAPE_UNEXPECTED',
      'expected "data_kind", "datafile_path_template" and "purl_type_configs" in each cluster',
    )
  }
  if (!/^[a-z0-9_.-]+$/i.test(kind)) {
    return fault(
      'CONFIG_SHAPE_UNEXPECTED',
      `expected a data_kind of letters, digits and "_", found ${quote(kind)}`,
    )
  }
  if (!isTemplate(template)) {
    return fault(
      'CONFIG_TEMPLATE_INVALID',
      `expected a template of {/namespace}, {name}, {version} and {datafile_name}, found ${quote(template)}`,
    )
  }
  const spreads = readSpreads(types)
  return spreads.ok ? ok({ kind, template, fileName, spreads: spreads.value }) : spreads
}

function readSpreads(types: readonly unknown[]): Read<ReadonlyMap<string, Spread>> {
  const spreads = new Map<string, Spread>()
  for (const item of types) {
    const type = field(item, 'purl_type')
    const repos = field(item, 'number_of_repos')
    const dirs = field(item, 'number_of_dirs')
    if (typeof type !== 'string')
      return fault('CONFIG_SHAPE_UNEXPECTED', 'expected a text "purl_type" in each type')
    if (spreads.has(type))
      return fault('CONFIG_TYPE_DUPLICATE', `purl_type ${quote(type)} stands more than once`)
    if (!isPowerOfTwo(repos) || !isPowerOfTwo(dirs) || repos > dirs) {
      return fault(
        'CONFIG_SPREAD_INVALID',
        `expected powers of two up to 8192, no more repositories than folders, of type ${quote(type)}`,
      )
    }
    spreads.set(type, { repos, dirs })
  }
  return ok(spreads)
}

/** 8192 is the largest number of folders that the reference documents. */
function isPowerOfTwo(value: unknown): value is number {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 1 &&
    value <= 8192 &&
    Number.isInteger(Math.log2(value))
  )
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value ?? undefined
}

function fault(code: FederationError['code'], message: string): Result<never, FederationError> {
  return err({ code, message })
}
