/** Reads Compose files: what each service may do on its host (Compose Specification, `services`). */
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

const strongCapability = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|DAC_READ_SEARCH)$/i

export function readComposeFile(
  path: string,
  root: YamlNode,
): { readonly findings: readonly Finding[]; readonly images: readonly ImageUse[] } {
  const services = yamlEntries(yamlGet(root, 'services'))
  const findings = services.flatMap(([name, service]) =>
    [...powers(service), ...walls(service)].map(
      ([kind, node]): Finding => ({ kind, path, line: node.line, detail: `service ${name}` }),
    ),
  )
  const images = services.flatMap(([, service]): ImageUse[] => {
    const node = yamlGet(service, 'image')
    const image = yamlText(node)
    const isOwn = yamlGet(service, 'build') !== undefined
    return node === undefined || image === undefined || image.includes('$') || isOwn
      ? []
      : [{ path, line: node.line, image }]
  })
  return { findings, images }
}

type Mark = readonly [kind: string, node: YamlNode]

function when(isSo: boolean, kind: string, node: YamlNode | undefined): Mark[] {
  return isSo && node !== undefined ? [[kind, node]] : []
}

function powers(service: YamlNode): Mark[] {
  const privileged = yamlGet(service, 'privileged')
  const network = yamlGet(service, 'network_mode')
  const pid = yamlGet(service, 'pid')
  const options = yamlGet(service, 'security_opt')
  const added = yamlGet(service, 'cap_add')
  const volumes = yamlItems(yamlGet(service, 'volumes'))
  const socket = volumes.find((node) =>
    /(?:^|\/)docker\.sock\b/.test(yamlText(node) ?? yamlText(yamlGet(node, 'source')) ?? ''),
  )
  return [
    ...when(yamlText(privileged) === 'true', 'privileged', privileged),
    ...when(yamlText(network) === 'host', 'host-network', network),
    ...when(yamlText(pid) === 'host', 'host-processes', pid),
    ...when(
      yamlTexts(added).some((name) => strongCapability.test(name)),
      'strong-capability',
      added,
    ),
    ...when(
      yamlTexts(options).some((text) => /unconfined/.test(text)),
      'unconfined',
      options,
    ),
    ...when(socket !== undefined, 'docker-socket', socket),
  ]
}

function walls(service: YamlNode): Mark[] {
  const readOnly = yamlGet(service, 'read_only')
  const dropped = yamlGet(service, 'cap_drop')
  const options = yamlGet(service, 'security_opt')
  const user = yamlGet(service, 'user')
  const limits =
    yamlGet(yamlGet(yamlGet(service, 'deploy'), 'resources'), 'limits') ?? yamlGet(service, 'mem_limit')
  const isUser = /^(?!0(?::|$)|root)\S/.test(yamlText(user) ?? '')
  return [
    ...when(yamlText(readOnly) === 'true', 'read-only-root', readOnly),
    ...when(
      yamlTexts(dropped).some((name) => /^all$/i.test(name)),
      'capabilities-dropped',
      dropped,
    ),
    ...when(
      yamlTexts(options).some((text) => /^no-new-privileges(?::true)?$/.test(text)),
      'no-new-privileges',
      options,
    ),
    ...when(isUser, 'non-root-user', user),
    ...when(limits !== undefined, 'resource-limits', limits),
  ]
}
