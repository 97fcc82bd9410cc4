/** security.txt (RFC 9116, section 2.5), per product and for the server. */
import { csafPaths, pagePath } from './addresses.ts'
import type { OpenPage } from './open-page.ts'

const DAYS = 90

/** Whole days, so that all answers of a day are the same bytes. Undefined where there is nobody to name. */
export function formatSecurityTxt(
  pages: readonly OpenPage[],
  {
    publicUrl,
    now,
    canonical,
  }: { readonly publicUrl: string; readonly now: string; readonly canonical: string },
): string | undefined {
  const own = pages.filter(({ wishes }) => wishes.parts.securityTxt)
  const contacts = own.flatMap((page) => contactsOf(page, publicUrl))
  if (contacts.length === 0) return undefined
  const expires = new Date(Math.floor(Date.parse(now) / 86_400_000 + DAYS) * 86_400_000).toISOString()
  const lines = [
    ...unique(contacts).map((contact) => `Contact: ${contact}`),
    `Expires: ${expires}`,
    ...unique(own.flatMap(({ wishes }) => wishes.encryption ?? [])).map((url) => `Encryption: ${url}`),
    ...unique(own.flatMap(({ wishes }) => wishes.acknowledgments ?? [])).map(
      (url) => `Acknowledgments: ${url}`,
    ),
    ...own
      .filter(({ wishes }) => wishes.parts.policy)
      .map((page) => `Policy: ${baseOf(page, publicUrl)}/#policy`),
    ...own
      .filter(({ wishes }) => wishes.parts.csaf && publicUrl.startsWith('https:'))
      .map((page) => `CSAF: ${baseOf(page, publicUrl)}${csafPaths.metadata}`),
    'Preferred-Languages: en, de',
    `Canonical: ${canonical}`,
  ]
  return `${lines.join('\n')}\n`
}

function contactsOf(page: OpenPage, publicUrl: string): readonly string[] {
  const { contacts, parts } = page.wishes
  // A web address in it has to be https (section 2.5.3).
  const form = parts.reports && publicUrl.startsWith('https:') ? [`${baseOf(page, publicUrl)}/report`] : []
  return [...contacts, ...form]
}

export function baseOf({ org, product }: OpenPage, publicUrl: string): string {
  return `${publicUrl}${pagePath(org.slug, product.slug)}`
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)]
}
