/** Which registry and which state of it a port comes from (vcpkg, "vcpkg-configuration.json"). */
import { parseJson } from '../../base/index.ts'
import { field, listField, textField } from './shape.ts'

export interface VcpkgRegistry {
  /** Undefined for the one that vcpkg itself brings. */
  readonly repository: string | undefined
  /** A commit of the registry. */
  readonly baseline: string | undefined
}

export interface VcpkgRegistries {
  readonly of: (port: string) => VcpkgRegistry
}

/** `text`: of vcpkg-configuration.json beside the manifest, which may hold the same under its own key. */
export function readConfiguration(text: string | undefined, manifest: unknown): VcpkgRegistries {
  const parsed = text === undefined ? undefined : parseJson(text)
  const beside = parsed?.ok === true ? parsed.value.value : undefined
  const configuration = beside ?? field(manifest, 'vcpkg-configuration')
  const standard = toRegistry(field(configuration, 'default-registry'))
  const fallback: VcpkgRegistry = {
    repository: standard.repository,
    baseline: standard.baseline ?? textField(manifest, 'builtin-baseline'),
  }
  const exact = new Map<string, VcpkgRegistry>()
  const prefixes: { readonly prefix: string; readonly registry: VcpkgRegistry }[] = []
  for (const one of listField(configuration, 'registries')) {
    for (const pattern of listField(one, 'packages')) {
      if (typeof pattern !== 'string') continue
      if (pattern.endsWith('*')) prefixes.push({ prefix: pattern.slice(0, -1), registry: toRegistry(one) })
      else if (!exact.has(pattern)) exact.set(pattern, toRegistry(one))
    }
  }
  prefixes.sort((a, b) => b.prefix.length - a.prefix.length)
  return {
    of: (port) =>
      exact.get(port) ?? prefixes.find(({ prefix }) => port.startsWith(prefix))?.registry ?? fallback,
  }
}

function toRegistry(node: unknown): VcpkgRegistry {
  const baseline = textField(node, 'baseline')
  return {
    repository: textField(node, 'kind') === 'git' ? textField(node, 'repository') : undefined,
    baseline: baseline !== undefined && /^[0-9a-f]{40}$/.test(baseline) ? baseline : undefined,
  }
}
