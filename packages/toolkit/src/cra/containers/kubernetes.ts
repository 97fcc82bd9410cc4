/** Reads Kubernetes workloads and Helm values: security contexts and limits (Kubernetes API, PodSpec and Container v1). */
import type { Finding } from '../code-signals.ts'
import {
  yamlEntries,
  yamlGet,
  yamlItems,
  type YamlNode,
  yamlText,
  yamlTexts,
} from '../../small-files/index.ts'
import type { ImageUse } from './dockerfile.ts'

interface Read {
  readonly findings: readonly Finding[]
  readonly images: readonly ImageUse[]
}

type Mark = readonly [kind: string, node: YamlNode]

/** One document with a `kind`; anything else gives nothing. */
export function readWorkload(path: string, root: YamlNode): Read {
  const spec = podSpec(root)
  if (spec === undefined) return { findings: [], images: [] }
  const containers = [
    ...yamlItems(yamlGet(spec, 'containers')),
    ...yamlItems(yamlGet(spec, 'initContainers')),
  ]
  const marks = [
    ...flag(spec, 'hostNetwork', 'host-network'),
    ...flag(spec, 'hostPID', 'host-processes'),
    ...contextMarks(yamlGet(spec, 'securityContext')),
    ...containers.flatMap((one) => [
      ...contextMarks(yamlGet(one, 'securityContext')),
      ...limitMarks(yamlGet(one, 'resources')),
    ]),
  ]
  const images = containers.flatMap((one): ImageUse[] => {
    const node = yamlGet(one, 'image')
    const image = yamlText(node)
    return node === undefined || image === undefined ? [] : [{ path, line: node.line, image }]
  })
  return { findings: marks.map(([kind, node]) => ({ kind, path, line: node.line })), images }
}

function podSpec(root: YamlNode): YamlNode | undefined {
  const kind = yamlText(yamlGet(root, 'kind'))
  const spec = yamlGet(root, 'spec')
  if (kind === 'Pod') return spec
  const inner = kind === 'CronJob' ? yamlGet(yamlGet(spec, 'jobTemplate'), 'spec') : spec
  return yamlGet(yamlGet(inner, 'template'), 'spec')
}

/** Security contexts and limits at any place of a values file, six levels deep. */
export function readHelmValues(path: string, root: YamlNode): Read {
  const findings: Finding[] = []
  const visit = (node: YamlNode, depth: number): void => {
    for (const [key, value] of yamlEntries(node)) {
      const marks = /^(?:pod|container)?SecurityContext$/i.test(key)
        ? contextMarks(value)
        : key === 'resources'
          ? limitMarks(value)
          : []
      findings.push(...marks.map(([kind, at]) => ({ kind, path, line: at.line })))
      if (depth < 6) visit(value, depth + 1)
    }
  }
  visit(root, 0)
  return { findings, images: [] }
}

function flag(node: YamlNode | undefined, key: string, kind: string): Mark[] {
  const value = yamlGet(node, key)
  return value !== undefined && yamlText(value) === 'true' ? [[kind, value]] : []
}

function contextMarks(context: YamlNode | undefined): Mark[] {
  const user = yamlGet(context, 'runAsUser')
  const profile = yamlGet(yamlGet(context, 'seccompProfile'), 'type')
  const dropped = yamlGet(yamlGet(context, 'capabilities'), 'drop')
  const escalation = yamlGet(context, 'allowPrivilegeEscalation')
  const isRoot = yamlText(user) === '0'
  return [
    ...flag(context, 'privileged', 'privileged'),
    ...flag(context, 'allowPrivilegeEscalation', 'privilege-escalation'),
    ...flag(context, 'runAsNonRoot', 'non-root-user'),
    ...flag(context, 'readOnlyRootFilesystem', 'read-only-root'),
    ...mark(user, isRoot ? 'root-user' : 'non-root-user'),
    ...(yamlText(escalation) === 'false' ? mark(escalation, 'no-new-privileges') : []),
    ...(/^(?:RuntimeDefault|Localhost)$/.test(yamlText(profile) ?? '') ? mark(profile, 'seccomp') : []),
    ...(yamlText(profile) === 'Unconfined' ? mark(profile, 'unconfined') : []),
    ...(yamlTexts(dropped).some((name) => name === 'ALL') ? mark(dropped, 'capabilities-dropped') : []),
  ]
}

function limitMarks(resources: YamlNode | undefined): Mark[] {
  const limits = yamlGet(resources, 'limits')
  return yamlEntries(limits).length === 0 ? [] : mark(limits, 'resource-limits')
}

function mark(node: YamlNode | undefined, kind: string): Mark[] {
  return node === undefined ? [] : [[kind, node]]
}
