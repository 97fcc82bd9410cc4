/** Settings of the server: defaults, then a file, then the environment, then flags; checked as a whole, unknown names refused. */
import { join, resolve } from 'node:path'
import * as z from 'zod/mini'
import { readConfigFile } from '@occtet/toolkit/adapters'
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { NoticeSettings, Settings } from '../kernel/model.ts'

/** What one source of settings can say; every name is the same in file, environment (`OCCTET_PUBLIC_URL`) and flags. */
const stated = z.strictObject({
  host: z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
  port: z.optional(z.int().check(z.minimum(0), z.maximum(65_535))),
  dataDir: z.optional(z.string().check(z.minLength(1))),
  database: z.optional(z.string().check(z.regex(/^postgres(?:ql)?:\/\//))),
  publicUrl: z.optional(z.string().check(z.regex(/^https?:\/\/[^/?#]+$/))),
  feddbDir: z.optional(z.string().check(z.minLength(1))),
  maxAgeDays: z.optional(z.int().check(z.minimum(1), z.maximum(3650))),
  offline: z.optional(z.boolean()),
  accounts: z.optional(z.boolean()),
  trustProxy: z.optional(z.boolean()),
  metricsToken: z.optional(z.string().check(z.minLength(16))),
  sample: z.optional(z.boolean()),
  /** Whether machines may ask FedDB without a token, as `occtet db serve` lets them. */
  serveFeddb: z.optional(z.boolean()),
  /** Seals secrets in the database; without either, `secret.key` in the data folder. */
  secretKey: z.optional(z.string().check(z.minLength(43))),
  secretKeyFile: z.optional(z.string().check(z.minLength(1))),
  oidc: z.optional(
    z.strictObject({
      issuer: z.string().check(z.regex(/^https?:\/\//)),
      clientId: z.string().check(z.minLength(1)),
      clientSecret: z.string().check(z.minLength(1)),
      name: z._default(z.string(), 'OpenID'),
    }),
  ),
  smtpUrl: z.optional(z.string().check(z.regex(/^smtps?:\/\//))),
  mailFrom: z.optional(z.string().check(z.includes('@'))),
  privateWebhooks: z.optional(z.boolean()),
  /** Absent: on one machine for one person, and nowhere else. */
  privateModels: z.optional(z.boolean()),
})

export type StatedSettings = z.infer<typeof stated>

/** Of the process and its socket, beside what handlers see. */
export interface ServerSettings extends Settings {
  readonly host: string
  /** 0: the system chooses. */
  readonly port: number
  readonly trustsProxy: boolean
  readonly metricsToken: string | undefined
  readonly hasSample: boolean
  readonly servesFeddb: boolean
  /** Seals secrets in the database (`ops/secret-key.ts`). */
  readonly secretKey: string | undefined
  readonly secretKeyFile: string | undefined
}

export interface SettingsError {
  readonly code: 'SETTING_INVALID' | 'FILE_UNREADABLE'
  readonly message: string
}

export interface SettingsSources {
  readonly flags: StatedSettings
  readonly env: Readonly<Record<string, string | undefined>>
  /** Named by `--config`; undefined: `server.yaml` in the configuration folder, if it is there. */
  readonly file: string | undefined
  /** Of this machine, by `OCCTET_HOME` or the platform's custom. */
  readonly folders: { readonly data: string; readonly feddb: string }
}

export function readSettings(sources: SettingsSources): Result<ServerSettings, SettingsError> {
  const file = sources.file === undefined ? ok({}) : readConfigFile(sources.file)
  if (!file.ok) return err({ code: 'FILE_UNREADABLE', message: file.error.message })
  const fromFile = check(file.value ?? {}, sources.file ?? 'settings')
  if (!fromFile.ok) return fromFile
  const fromEnv = check(readEnvironment(sources.env), 'the environment (OCCTET_…)')
  if (!fromEnv.ok) return fromEnv
  const flags = check(sources.flags, 'the flags')
  if (!flags.ok) return flags
  return settle({ ...fromFile.value, ...fromEnv.value, ...dropAbsent(flags.value) }, sources.folders)
}

function check(value: unknown, where: string): Result<StatedSettings, SettingsError> {
  const parsed = stated.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const [first] = parsed.error.issues
  const field = first === undefined ? '' : first.path.map(String).join('.')
  // The value is not repeated: it may be a password.
  const message = `${where}: ${field === '' ? '' : `${field}: `}${first?.message ?? 'not as expected'}`
  return err({ code: 'SETTING_INVALID', message })
}

function dropAbsent(flags: StatedSettings): StatedSettings {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
}

const names: readonly (readonly [variable: string, name: string, kind: 'text' | 'number' | 'yes-no'])[] = [
  ['OCCTET_HOST', 'host', 'text'],
  ['OCCTET_PORT', 'port', 'number'],
  ['OCCTET_DATA_DIR', 'dataDir', 'text'],
  ['OCCTET_DATABASE', 'database', 'text'],
  ['OCCTET_PUBLIC_URL', 'publicUrl', 'text'],
  ['OCCTET_FEDDB_DIR', 'feddbDir', 'text'],
  ['OCCTET_MAX_AGE_DAYS', 'maxAgeDays', 'number'],
  ['OCCTET_OFFLINE', 'offline', 'yes-no'],
  ['OCCTET_ACCOUNTS', 'accounts', 'yes-no'],
  ['OCCTET_TRUST_PROXY', 'trustProxy', 'yes-no'],
  ['OCCTET_METRICS_TOKEN', 'metricsToken', 'text'],
  ['OCCTET_SAMPLE', 'sample', 'yes-no'],
  ['OCCTET_SERVE_FEDDB', 'serveFeddb', 'yes-no'],
  ['OCCTET_SECRET_KEY', 'secretKey', 'text'],
  ['OCCTET_SECRET_KEY_FILE', 'secretKeyFile', 'text'],
  ['OCCTET_SMTP_URL', 'smtpUrl', 'text'],
  ['OCCTET_MAIL_FROM', 'mailFrom', 'text'],
  ['OCCTET_PRIVATE_WEBHOOKS', 'privateWebhooks', 'yes-no'],
  ['OCCTET_PRIVATE_MODELS', 'privateModels', 'yes-no'],
]

const oidcNames = [
  ['OCCTET_OIDC_ISSUER', 'issuer'],
  ['OCCTET_OIDC_CLIENT_ID', 'clientId'],
  ['OCCTET_OIDC_CLIENT_SECRET', 'clientSecret'],
  ['OCCTET_OIDC_NAME', 'name'],
] as const

function readEnvironment(env: SettingsSources['env']): unknown {
  const plain = names.flatMap(([variable, name, kind]) => {
    const text = env[variable]
    return text === undefined || text === '' ? [] : [[name, toValue(text, kind)] as const]
  })
  const oidc = oidcNames.flatMap(([variable, name]) => {
    const text = env[variable]
    return text === undefined || text === '' ? [] : [[name, text] as const]
  })
  return Object.fromEntries(
    oidc.length === 0 ? plain : [...plain, ['oidc', Object.fromEntries(oidc)] as const],
  )
}

/** What does not fit stays text, and is refused by the schema. */
function toValue(text: string, kind: 'text' | 'number' | 'yes-no'): unknown {
  if (kind === 'number') return /^\d+$/.test(text) ? Number(text) : text
  if (kind === 'yes-no')
    return text === '1' || text === 'true' ? true : text === '0' || text === 'false' ? false : text
  return text
}

const loopback = ['127.0.0.1', '::1', 'localhost']

const defaults = {
  host: '127.0.0.1',
  port: 7373,
  maxAgeDays: 30,
  offline: false,
  trustProxy: false,
  sample: true,
  serveFeddb: false,
  privateWebhooks: false,
}

/** Absent names were dropped before, so a default holds wherever nobody said otherwise. */
type Said = Omit<StatedSettings, keyof typeof defaults> &
  typeof defaults & { readonly dataDir: string; readonly feddbDir: string }

function settle(
  stated: StatedSettings,
  folders: SettingsSources['folders'],
): Result<ServerSettings, SettingsError> {
  const said = { ...defaults, dataDir: folders.data, feddbDir: folders.feddb, ...stated } as Said
  const isLocal = loopback.includes(said.host) && said.database === undefined && said.accounts !== true
  const fault = findFault(said, isLocal)
  if (fault !== undefined) return err({ code: 'SETTING_INVALID', message: fault })
  const { host, port } = said
  return ok({
    mode: isLocal ? 'local' : 'team',
    dataDir: resolve(said.dataDir),
    database: said.database,
    publicUrl: said.publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    feddbDir: resolve(said.feddbDir),
    maxAgeDays: said.maxAgeDays,
    isOffline: said.offline,
    ...(said.oidc === undefined ? {} : { oidc: said.oidc }),
    notices: toNotices(said),
    allowsPrivateModels: said.privateModels ?? isLocal,
    host,
    port,
    trustsProxy: said.trustProxy,
    metricsToken: said.metricsToken,
    hasSample: said.sample,
    servesFeddb: said.serveFeddb,
    secretKey: said.secretKey,
    secretKeyFile: said.secretKeyFile === undefined ? undefined : resolve(said.secretKeyFile),
  })
}

function findFault(said: StatedSettings, isLocal: boolean): string | undefined {
  if (said.accounts === false && !isLocal) {
    return 'accounts: can be off only on loopback with the embedded database'
  }
  if (said.secretKey !== undefined && said.secretKeyFile !== undefined) {
    return 'secretKey: expected it, or secretKeyFile, not both'
  }
  if (said.smtpUrl !== undefined && said.mailFrom === undefined) return 'mailFrom: expected beside smtpUrl'
  return undefined
}

function toNotices({ smtpUrl, mailFrom, privateWebhooks }: StatedSettings): NoticeSettings {
  return {
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    ...(mailFrom === undefined ? {} : { mailFrom }),
    allowsPrivateWebhooks: privateWebhooks === true,
  }
}

/** Where the settings file is looked for when nobody names one. */
export function settingsFile(configFolder: string): string {
  return join(configFolder, 'server.yaml')
}
