/** Requests that other sites make a browser send: refused by where they come from, and by the name they were sent to. */
import type { Identity } from './identity.ts'
import type { Settings } from './model.ts'
import type { Problem } from './problem.ts'

const safeMethods = ['GET', 'HEAD']
const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * A page of another site may send a form with our cookie, or (local mode) without any. Browsers say where a request comes
 * from: `Sec-Fetch-Site`, else `Origin`. A cookie without either is refused; a token is never sent by a browser unasked.
 */
export function refuseForeignOrigin(
  request: Request,
  identity: Identity,
  settings: Settings,
): Problem | undefined {
  if (safeMethods.includes(request.method) || identity.kind === 'token') return undefined
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site !== null) return site === 'same-origin' || site === 'none' ? undefined : refused
  if (origin !== null) return isOwnOrigin(origin, request, settings) ? undefined : refused
  return identity.kind === 'person' && !identity.isLocal ? refused : undefined
}

const refused: Problem = {
  status: 403,
  code: 'ORIGIN_REFUSED',
  detail: 'expected a request from the pages of this server',
}

/** The address from the settings, or the name that was asked for: no browser lets a foreign page choose `Host`. */
function isOwnOrigin(origin: string, request: Request, settings: Settings): boolean {
  if (origin === new URL(settings.publicUrl).origin) return true
  const host = request.headers.get('host')
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`)
}

/** DNS rebinding: a foreign name that suddenly points to this machine. Only names of the machine itself are answered. */
export function refuseForeignHost(request: Request, settings: Settings): Problem | undefined {
  if (settings.mode !== 'local') return undefined
  const host = request.headers.get('host') ?? new URL(request.url).host
  return loopbackNames.includes(host.replace(/:\d{1,5}$/, ''))
    ? undefined
    : {
        status: 403,
        code: 'ORIGIN_REFUSED',
        detail: 'this server answers to the names of its own machine only',
      }
}
