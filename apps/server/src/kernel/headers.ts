/** Headers that every answer carries: nothing inline, nothing from elsewhere, nothing framed. */

/** `style-src-attr 'none'` forbids `style=""`; react-aria sets styles through the DOM, which no policy touches. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'none'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "frame-src 'self'",
  "object-src 'none'",
].join('; ')

const always: readonly (readonly [string, string])[] = [
  ['content-security-policy', contentSecurityPolicy],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
]

/** Keeps what an answer has set itself. */
export function addSecurityHeaders(headers: Headers, isHttps: boolean): void {
  for (const [name, value] of always) if (!headers.has(name)) headers.set(name, value)
  if (isHttps) headers.set('strict-transport-security', 'max-age=31536000')
}
