/** The text of security.txt and SECURITY.md. A missing value is a comment in the file, so nobody publishes it unseen. */
import { clip, showHidden } from '@occtet/ui'
import type { PaperContext } from '../context.ts'
import { escapeMarkdown } from '../markdown-text.ts'
import { toLink } from '../words.ts'

/** RFC 9116: one field a line; what could start a second line or is no URI is left out and said so. */
export function formatSecurityTxt(context: PaperContext): string {
  const { t, input } = context
  const security = input.profile.security
  const contacts = (security?.contacts ?? []).map(toContactUri)
  const lines = [
    ...contacts.map((uri, at) =>
      uri === undefined ? `# ${t('security-txt.noUri', { n: at + 1 })}` : `Contact: ${uri}`,
    ),
    ...(contacts.length === 0 ? [`# ${t('security-txt.noContact')}`] : []),
    `Expires: ${expiresAt(input.generatedAt)}`,
    ...optional('Encryption', security?.encryptionKeyUrl),
    ...optional('Policy', security?.policyUrl),
    `Preferred-Languages: ${input.language}`,
  ]
  return `${lines.join('\n')}\n`
}

function optional(name: string, url: string | undefined): readonly string[] {
  return url !== undefined && isUri(url) && url.startsWith('https://') ? [`${name}: ${url}`] : []
}

/** An e-mail address becomes `mailto:`; https, mailto and tel URIs stay; anything else is refused (RFC 9116, 2.5.3). */
export function toContactUri(contact: string): string | undefined {
  const text = contact.trim()
  if (!isUri(text)) return undefined
  if (/^(https|mailto|tel):/.test(text)) return text
  return /^[^@:/]+@[^@:/]+\.[^@:/]+$/.test(text) ? `mailto:${text}` : undefined
}

/** Printable ASCII without spaces (RFC 3986, section 2). */
function isUri(text: string): boolean {
  return /^[\x21-\x7e]{3,300}$/.test(text)
}

export function formatSecurityMd(context: PaperContext): string {
  const { t, input } = context
  const { security, support, product } = input.profile
  const text = (value: string): string => escapeMarkdown(showHidden(clip(value, 300)))
  const address = (value: string): string => toPlainAddress(value) ?? text(value)
  const missing = (what: string): string => `<!-- ${t('security-md.missing')}: ${what} -->`
  const contacts = security?.contacts ?? []
  const days = security?.acknowledgeDays
  const blocks = [
    `# ${t('security-md.heading', { product: text(product.name) })}`,
    `## ${t('security-md.report')}`,
    contacts.length === 0
      ? missing('security.contacts')
      : contacts.map((contact) => `- ${address(contact)}`).join('\n'),
    t('security-md.please'),
    days === undefined ? missing('security.acknowledgeDays') : t('value.acknowledge', { days }),
    security?.policyUrl === undefined
      ? missing('security.policyUrl')
      : t('security-md.policy', { url: address(security.policyUrl) }),
    t('security-md.csirt'),
    `## ${t('security-md.supported')}`,
    support?.endsAt === undefined
      ? missing('support.endsAt')
      : t('security-md.until', { until: text(support.endsAt) }),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** Less than a year ahead, as RFC 9116 section 2.5.5 recommends: 360 days after the date of the paper. */
export function expiresAt(generatedAt: string): string {
  const time = Date.parse(generatedAt)
  const later = new Date((Number.isNaN(time) ? 0 : time) + 360 * 86_400_000)
  return `${later.toISOString().slice(0, 10)}T00:00:00.000Z`
}

/** Shown as it is: a plain https address, or an e-mail address of letters, digits and dots. */
function toPlainAddress(value: string): string | undefined {
  if (/^[a-z0-9.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(value)) return value
  const link = toLink(value)
  return link === undefined ? undefined : `<${link}>`
}
