/** The cookie that holds a session: bound to this host, unreadable to scripts, not sent by other sites' requests. */

export type CookieName = 'occtet' | 'occtet-oidc'

/**
 * Undefined where it is missing, there twice, or of no possible form. With https only the name that is bound to this host
 * counts: the plain one can be planted by any name below the same domain, and would sign the browser in as its owner.
 */
export function readCookie(request: Request, name: CookieName, publicUrl: string): string | undefined {
  const header = request.headers.get('cookie') ?? ''
  const start = `${nameAt(publicUrl, name)}=`
  const found = header
    .split(';')
    .map((part) => part.trim())
    .flatMap((part) => (part.startsWith(start) ? [part.slice(start.length)] : []))
  const [value] = found
  return found.length === 1 && value !== undefined && /^[A-Za-z0-9_-]{20,128}$/.test(value)
    ? value
    : undefined
}

function nameAt(publicUrl: string, name: CookieName): string {
  return publicUrl.startsWith('https:') ? `__Host-${name}` : name
}

export interface CookieWish {
  readonly name: CookieName
  /** Empty: the browser forgets it. */
  readonly value: string
  readonly seconds: number
  /** Of `publicUrl`: with https the name binds it to this host. */
  readonly publicUrl: string
}

/** `Lax`, not `Strict`: a link in a mail opens the page signed in. Requests that change something are checked by origin. */
export function formatCookie({ name, value, seconds, publicUrl }: CookieWish): string {
  const isHttps = publicUrl.startsWith('https:')
  return [
    `${nameAt(publicUrl, name)}=${value}`,
    'Path=/',
    `Max-Age=${value === '' ? 0 : seconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isHttps ? ['Secure'] : []),
  ].join('; ')
}
