/** What the public part of the server answers with: headers of each kind of content. */
import type { PublicFileRow } from '../db/tables/public.ts'
import { bytesOf } from './files.ts'
import type { OpenPage } from './open-page.ts'

export const medias = {
  plain: 'text/plain; charset=utf-8',
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  signature: 'application/pgp-signature',
  key: 'application/pgp-keys',
} as const

/** Any page of any origin may read it. */
const forEverybody = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** The same for what does not exist and for what is switched off. */
export function missing(): Response {
  return text('404: there is no such page\n', medias.plain, {
    status: 404,
    headers: { 'cache-control': 'no-store' },
  })
}

export function htmlPage(
  page: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return text(page, medias.html, {
    status,
    headers: { 'cache-control': 'no-store', vary: 'accept-language', ...headers },
  })
}

export function jsonText(content: string): Response {
  return text(content, 'application/json', { headers: forEverybody })
}

interface TextOptions {
  /** Beside the media type; a `cache-control` here takes the place of five minutes. */
  readonly headers?: Readonly<Record<string, string>>
  readonly status?: number
}

export function text(
  content: string,
  media: string,
  { headers = {}, status = 200 }: TextOptions = {},
): Response {
  return new Response(content, {
    status,
    headers: { 'content-type': media, 'cache-control': 'public, max-age=300', ...headers },
  })
}

/** Bytes as they were handed out first. */
export async function download(page: OpenPage, row: PublicFileRow, name: string): Promise<Response> {
  const bytes = await bytesOf(page.org, row)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': row.media,
      'content-disposition': `${row.kind === 'csaf' ? 'inline' : 'attachment'}; filename="${name.replaceAll(/[^A-Za-z0-9._+-]/g, '_')}"`,
      'cache-control': 'public, max-age=300',
      ...forEverybody,
      etag: `"${row.digest}"`,
    },
  })
}
