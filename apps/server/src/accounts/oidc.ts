/** Sign-in at an OpenID provider: authorisation code with PKCE, state and nonce; people by (issuer, subject), never by name. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client'
import type { Kernel, OidcSettings, OrgId, Reply } from '../kernel/model.ts'
import { hashSecret, makeSecret } from '../kernel/secrets.ts'
import { formatCookie, readCookie } from './cookies.ts'
import { acceptInvitation, findInvitation } from './invitations.ts'
import { insertAccount, joinOrg } from './make-account.ts'
import { makeOnce, takeOnce } from './once.ts'
import { type Refusal, refuse } from './refusals.ts'

const MINUTES = 600
const off = refuse(409, 'OIDC_OFF', 'no OpenID provider is configured')
const failed = refuse(502, 'OIDC_FAILED', 'the sign-in at the provider did not work; begin again')
const unknown = refuse(
  403,
  'OIDC_UNKNOWN',
  'nobody has invited this address; or it has an account already: sign in with the password, then connect',
)

interface Started {
  readonly nonce: string
  readonly verifier: string
  /** Hash of the cookie of the browser that began: nobody else's browser may end it. */
  readonly browser: string
  readonly invitation?: string
}

export async function startOidc(
  kernel: Kernel,
  { invitation, now }: { readonly invitation: string | undefined; readonly now: string },
): Promise<Reply<{ url: string }>> {
  const { oidc, publicUrl } = kernel.settings
  if (oidc === undefined) return off
  const config = await tryToFind(kernel, oidc)
  if (config === undefined) return failed
  const browser = makeSecret()
  const started: Started = {
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    browser: hashSecret(browser),
    ...(invitation === undefined ? {} : { invitation }),
  }
  const state = await makeOnce(kernel.db, { kind: 'oidc', data: started, now, seconds: MINUTES })
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(publicUrl),
    scope: 'openid email profile',
    response_type: 'code',
    code_challenge: await calculatePKCECodeChallenge(started.verifier),
    code_challenge_method: 'S256',
    state,
    nonce: started.nonce,
  })
  const cookie = formatCookie({ name: 'occtet-oidc', value: browser, seconds: MINUTES, publicUrl })
  return { kind: 'value', value: { url: url.href }, headers: { 'set-cookie': cookie } }
}

/** A page of the web application, which posts the query back to us. */
function redirectUri(publicUrl: string): string {
  return `${publicUrl}/sign-in/oidc`
}

const configurations = new Map<string, { readonly config: Configuration; readonly at: string }>()
/** Keys of a provider are looked up again after this long. */
const FRESH = 3600_000

/** Undefined, and a line in the log, where the provider does not answer as one. */
async function tryToFind(kernel: Kernel, oidc: OidcSettings): Promise<Configuration | undefined> {
  const key = JSON.stringify([oidc.issuer, oidc.clientId, oidc.clientSecret])
  const known = configurations.get(key)
  if (known !== undefined && Date.parse(kernel.now()) - Date.parse(known.at) < FRESH) return known.config
  const issuer = new URL(oidc.issuer)
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname)
  try {
    const config = await discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, {
      // Without TLS on this very machine only.
      execute: isLoopback ? [allowInsecureRequests] : [],
      timeout: 10,
    })
    configurations.set(key, { config, at: kernel.now() })
    return config
  } catch (cause) {
    tell(kernel, 'provider not found', cause)
    return undefined
  }
}

function tell(kernel: Kernel, what: string, cause: unknown): void {
  const error = cause instanceof Error ? cause.name : 'unknown'
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
  kernel.log({ level: 'warn', what: `oidc: ${what}`, error, ...(code === undefined ? {} : { code }) })
}

export interface Returned {
  /** What the provider sent back, without `?`. Hostile. */
  readonly query: string
  readonly request: Request
  /** Account that is signed in: the identity is connected to it. */
  readonly current: string | undefined
}

/** Id of the account. */
export async function finishOidc(kernel: Kernel, returned: Returned): Promise<string | Refusal> {
  const { oidc } = kernel.settings
  if (oidc === undefined) return off
  const params = new URLSearchParams(returned.query)
  const state = params.get('state') ?? ''
  const row = await takeOnce(kernel.db, 'oidc', { secret: state, now: kernel.now() })
  const browser = readCookie(returned.request, 'occtet-oidc', kernel.settings.publicUrl)
  if (row === undefined || browser === undefined) return failed
  const started = JSON.parse(row.data) as Started
  if (started.browser !== hashSecret(browser)) return failed
  const config = await tryToFind(kernel, oidc)
  if (config === undefined) return failed
  const back = new URL(redirectUri(kernel.settings.publicUrl))
  back.search = params.toString()
  try {
    const tokens = await authorizationCodeGrant(config, back, {
      pkceCodeVerifier: started.verifier,
      expectedState: state,
      expectedNonce: started.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    return claims === undefined
      ? failed
      : await resolveAccount(kernel, claims, { started, current: returned.current })
  } catch (cause) {
    tell(kernel, 'sign-in refused', cause)
    return failed
  }
}

interface Context {
  readonly started: Started
  readonly current: string | undefined
}

async function resolveAccount(
  kernel: Kernel,
  claims: IDToken,
  { started, current }: Context,
): Promise<string | Refusal> {
  const { iss: issuer, sub: subject } = claims
  const known = await kernel.db
    .selectFrom('identity')
    .select('account_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (known !== undefined) return known.account_id
  const link = async (accountId: string): Promise<string> => {
    const row = { issuer, subject, account_id: accountId, created_at: kernel.now() }
    await kernel.db.insertInto('identity').values(row).execute()
    return accountId
  }
  if (current !== undefined && current !== 'local') return link(current)
  const email = verifiedEmail(claims)
  const entry = email === undefined ? undefined : await findEntry(kernel, email, started)
  if (email === undefined || entry === undefined) return unknown
  const name =
    typeof claims['name'] === 'string' && claims['name'] !== '' ? claims['name'].slice(0, 100) : email
  const made = await insertAccount(kernel.db, { name, email, passwordHash: null, now: kernel.now() })
  // An account of this address is not handed to whoever the provider says owns it today.
  if (made === undefined) return unknown
  await link(made)
  await entry({ accountId: made, name })
  return made
}

function verifiedEmail(claims: IDToken): string | undefined {
  const { email, email_verified: isVerified } = claims
  return typeof email === 'string' && isVerified === true && email.length <= 254
    ? email.toLowerCase()
    : undefined
}

type Join = (who: { accountId: string; name: string }) => Promise<unknown>

/** An invitation for this address, or without one; else an organisation that lets the whole domain in. */
async function findEntry(kernel: Kernel, email: string, started: Started): Promise<Join | undefined> {
  const invitation =
    started.invitation === undefined
      ? await kernel.db
          .selectFrom('invitation')
          .selectAll()
          .where('email', '=', email)
          .where('accepted_at', 'is', null)
          .where('expires_at', '>', kernel.now())
          .orderBy('created_at', 'desc')
          .executeTakeFirst()
      : await findInvitation(kernel, started.invitation)
  if (invitation !== undefined && (invitation.email === null || invitation.email === email)) {
    return async (who) => acceptInvitation(kernel, invitation, who)
  }
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const rows = await kernel.db.selectFrom('org_access').selectAll().orderBy('org_id').execute()
  const [open, second] = rows.filter((row) => (JSON.parse(row.oidc_domains) as unknown[]).includes(domain))
  // Nobody proves that a domain is theirs: where two say so, neither gets its people, and an invitation is needed.
  if (open === undefined || second !== undefined) return undefined
  const now = kernel.now()
  return async ({ accountId, name }) =>
    joinOrg(kernel, open.org_id as OrgId, {
      accountId,
      name,
      role: 'auditor',
      products: null,
      ends_at: null,
      now,
      actor: { kind: 'user', who: { name } },
    })
}
