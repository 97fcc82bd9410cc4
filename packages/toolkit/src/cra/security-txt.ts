/** Reads security.txt as RFC 9116 has it: fields by line; comments and the frame of a PGP signature are passed over. */
import { timeAt } from './json-fields.ts'

export interface SecurityTxt {
  readonly contacts: readonly { readonly value: string; readonly line: number }[]
  /** RFC 3339, UTC; the field is required (section 2.5.5). */
  readonly expires?: string
  /** 1-based; 1 where the field is missing. */
  readonly expiresLine: number
  readonly policy?: string
  readonly languages: readonly string[]
  /** What breaks the RFC, as sentences without a full stop. */
  readonly problems: readonly string[]
}

const maxLines = 1000

/** Undefined where the text has no field of RFC 9116 at all, such as an error page. */
export function parseSecurityTxt(text: string): SecurityTxt | undefined {
  const fields = readFields(text)
  const of = (name: string): readonly Field[] => fields.filter((field) => field.name === name)
  const expiry = of('expires')
  if (of('contact').length === 0 && expiry.length === 0) return undefined
  const contacts = of('contact').filter(({ value }) => isContact(value))
  const expires = timeAt({ at: expiry[0]?.value.toUpperCase() }, 'at')
  const policy = of('policy')[0]?.value
  const languages = (of('preferred-languages')[0]?.value ?? '').split(',').map((tag) => tag.trim())
  return {
    contacts: contacts.map(({ value, line }) => ({ value, line })),
    ...(expires === undefined ? {} : { expires }),
    expiresLine: expiry[0]?.line ?? 1,
    ...(policy === undefined ? {} : { policy }),
    languages: languages.filter((tag) => tag !== ''),
    problems: findProblems(contacts.length, expires === undefined ? 0 : expiry.length),
  }
}

function findProblems(contacts: number, expiries: number): readonly string[] {
  const noContact = contacts > 0 ? [] : ['no Contact with an address (section 2.5.3)']
  return expiries === 1 ? noContact : [...noContact, 'not exactly one Expires with a time (section 2.5.5)']
}

interface Field {
  /** In lower case. */
  readonly name: string
  readonly value: string
  readonly line: number
}

function readFields(text: string): readonly Field[] {
  return text
    .split(/\r?\n/)
    .slice(0, maxLines)
    .flatMap((line, at): readonly Field[] => {
      const [, name = '', value = ''] = /^([a-z-]{3,20}):[ \t]*(\S.{0,2000})$/i.exec(line) ?? []
      return name === '' ? [] : [{ name: name.toLowerCase(), value: value.trim(), line: at + 1 }]
    })
}

/** Section 2.5.3: a URI; web addresses only with TLS. */
function isContact(value: string): boolean {
  return /^(mailto:[^\s@]+@[^\s@]+|tel:\+?[\d\s().-]+|https:\/\/\S+)$/i.test(value)
}
