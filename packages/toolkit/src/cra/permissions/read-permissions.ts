/** Permissions that manifests ask a platform for: Android, Apple, browsers, Snap, Flatpak, systemd. */
import { parseJson } from '../../base/index.ts'
import type { RepoFiles } from '../repo-files.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { parseYaml, yamlEntries, yamlGet, type YamlNode, yamlText } from '../../small-files/index.ts'

export interface Permission {
  readonly platform: 'Android' | 'Apple' | 'browser extension' | 'Snap' | 'Flatpak' | 'systemd'
  readonly name: string
  readonly path: string
  readonly line: number
  /** Reaches far beyond what most products need. */
  readonly isBroad: boolean
}

export interface PermissionSetup {
  readonly permissions: readonly Permission[]
  /** Manifests that were read, also those that ask for nothing. */
  readonly files: readonly string[]
  readonly broken: readonly { readonly path: string; readonly reason: string }[]
}

interface Reader {
  readonly name: RegExp
  /** Undefined: not such a manifest after all. */
  readonly read: (path: string, text: string) => readonly Permission[] | undefined
}

const most = 200
const known = new WeakMap<SourceSweep, PermissionSetup>()

export function readPermissions(sweep: SourceSweep, tree: RepoFiles): PermissionSetup {
  const before = known.get(sweep)
  if (before !== undefined) return before
  const files: string[] = []
  const permissions: Permission[] = []
  const broken: { path: string; reason: string }[] = []
  for (const { path, role } of sweep.files) {
    const reader = role === 'product' ? readers.find((one) => one.name.test(path)) : undefined
    if (reader === undefined || files.length >= most) continue
    const text = tree.read(path)
    const found = text === undefined ? undefined : reader.read(path, text)
    if (text === undefined) broken.push({ path, reason: 'it cannot be read' })
    if (found === undefined) continue
    files.push(path)
    permissions.push(...found)
  }
  const setup = { permissions, files, broken }
  known.set(sweep, setup)
  return setup
}

const readers: readonly Reader[] = [
  { name: /(?:^|\/)AndroidManifest\.xml$/, read: readAndroid },
  { name: /(?:^|\/)(?:[\w-]{0,60}Info\.plist|[\w.-]{1,80}\.entitlements)$/, read: readApple },
  { name: /(?:^|\/)manifest(?:[.-](?:v[23]|chrome|firefox|base))?\.json$/, read: readExtension },
  { name: /(?:^|\/)snapcraft\.yaml$/, read: readSnap },
  { name: /(?:^|\/)[\w-]{1,60}(?:\.[\w-]{1,60}){2,6}\.(?:ya?ml|json)$/, read: readFlatpak },
  { name: /\.service$/, read: readSystemd },
]

const broadAndroid =
  /^(?:MANAGE_EXTERNAL_STORAGE|QUERY_ALL_PACKAGES|REQUEST_INSTALL_PACKAGES|SYSTEM_ALERT_WINDOW|BIND_ACCESSIBILITY_SERVICE|READ_SMS|RECEIVE_SMS|READ_CALL_LOG|PROCESS_OUTGOING_CALLS|WRITE_SETTINGS)$/

function readAndroid(path: string, text: string): readonly Permission[] {
  return matchLines(
    text.replace(/<!--[\s\S]*?-->/g, blank),
    /<uses-permission[^>]{0,200}android:name\s*=\s*"([\w.]{1,120})"/g,
  ).map(({ value, line }) => {
    const name = value.replace('android.permission.', '')
    return { platform: 'Android', name, path, line, isBroad: broadAndroid.test(name) }
  })
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

/** Each with the line on which its match begins. */
function matchLines(text: string, pattern: RegExp): readonly { value: string; line: number }[] {
  let line = 1
  let counted = 0
  return [...text.matchAll(pattern)].slice(0, most).map((match) => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < match.index; at = text.indexOf('\n', at + 1))
      line++
    counted = match.index
    return { value: match[1] ?? '', line }
  })
}

const broadApple =
  /disable-library-validation|allow-unsigned-executable-memory|disable-executable-page-protection|NSAllowsArbitraryLoads$/

function readApple(path: string, text: string): readonly Permission[] {
  const keys =
    /<key>(NS\w{1,60}UsageDescription|com\.apple\.(?:security|developer)\.[\w.-]{1,100}|NSAllowsArbitraryLoads)<\/key>\s*(?!<false)/g
  return matchLines(text.replace(/<!--[\s\S]*?-->/g, blank), keys).map(({ value, line }) => ({
    platform: 'Apple',
    name: value,
    path,
    line,
    isBroad: broadApple.test(value),
  }))
}

function readExtension(path: string, text: string): readonly Permission[] | undefined {
  if (!text.includes('"manifest_version"') || !parseJson(text).ok) return undefined
  const parsed = parseYaml(text)
  if (!parsed.ok || yamlGet(parsed.value, 'manifest_version') === undefined) return undefined
  const lists = ['permissions', 'host_permissions'].map((key) => yamlGet(parsed.value, key))
  return lists.flatMap((list) =>
    scalars(list).map(
      ([name, line]): Permission => ({
        platform: 'browser extension',
        name,
        path,
        line,
        isBroad: /^(?:<all_urls>|(?:\*|https?):\/\/\*\/\*?)$|^(?:debugger|nativeMessaging)$/.test(name),
      }),
    ),
  )
}

function scalars(node: YamlNode | undefined): readonly (readonly [string, number])[] {
  return node?.kind === 'list'
    ? node.items.flatMap((item) => (item.kind === 'scalar' ? [[item.text, item.line] as const] : []))
    : []
}

function readSnap(path: string, text: string): readonly Permission[] | undefined {
  const parsed = parseYaml(text)
  if (!parsed.ok) return undefined
  const root = parsed.value
  const mode = yamlGet(root, 'confinement')
  const isOpen = ['classic', 'devmode'].includes(yamlText(mode) ?? '')
  const own: Permission[] =
    isOpen && mode !== undefined
      ? [
          {
            platform: 'Snap',
            name: `confinement: ${yamlText(mode) ?? ''}`,
            path,
            line: mode.line,
            isBroad: true,
          },
        ]
      : []
  const plugs = yamlEntries(yamlGet(root, 'apps')).flatMap(([, app]) => scalars(yamlGet(app, 'plugs')))
  const named = new Map(plugs)
  return [
    ...own,
    ...[...named].map(([name, line]): Permission => ({ platform: 'Snap', name, path, line, isBroad: false })),
  ]
}

function readFlatpak(path: string, text: string): readonly Permission[] | undefined {
  if (!text.includes('finish-args')) return undefined
  const parsed = parseYaml(text)
  if (!parsed.ok) return undefined
  const list = yamlGet(parsed.value, 'finish-args')
  if (list === undefined) return undefined
  return scalars(list).map(
    ([name, line]): Permission => ({
      platform: 'Flatpak',
      name,
      path,
      line,
      isBroad: /^--(?:filesystem=host\b(?!:ro)|device=all$|socket=session-bus|socket=system-bus)/.test(name),
    }),
  )
}

const sandbox =
  /^(NoNewPrivileges|Protect\w{1,40}|Private\w{1,40}|Restrict\w{1,40}|CapabilityBoundingSet|SystemCallFilter|DynamicUser|MemoryDenyWriteExecute|LockPersonality)=(.{0,200})$/

/** What a unit gives up; a unit of root that gives up nothing may do everything. */
function readSystemd(path: string, text: string): readonly Permission[] | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const service = lines.indexOf('[Service]')
  if (service < 0) return undefined
  const limits = lines.flatMap((line, at) => (sandbox.test(line) ? [[line, at + 1] as const] : []))
  const user = lines.find((line) => /^(?:User|DynamicUser)=/.test(line))
  if (limits.length === 0 && (user === undefined || user === 'User=root'))
    return [{ platform: 'systemd', name: 'root without limits', path, line: service + 1, isBroad: false }]
  return limits.map(([line, at]) => ({ platform: 'systemd', name: line, path, line: at, isBroad: false }))
}
