/** The cookie that holds a session: bound to this host, unreadable to scripts, not sent by other sites' requests. */

export type CookieName = 'occtet' | 'occtet-oidc'

/** Undefined where it is missing, there twice, or of no possible form. */
export function readCookie(request: Request, name: CookieName): string | undefined {
  const header = request.headers.get('cookie') ?? ''
  const plain = `${name}=`
  const bound = `__Host-${name}=`
  const found = header
    .split(';')
    .map((part) => part.trim())
    .flatMap((part) => {
      if (part.startsWith(bound)) return [part.slice(bound.length)]
      return part.startsWith(plain) ? [part.slice(plain.length)] : []
    })
  const [value] = found
  return found.length === 1 && value !== undefined && /^[A-Za-z0-9_-]{20,128}$/.test(value)
    ? value
    : undefined
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
    `${isHttps ? '__Host-' : ''}${name}=${value}`,
    'Path=/',
    `Max-Age=${value === '' ? 0 : seconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isHttps ? ['Secure'] : []),
  ].join('; ')
}
