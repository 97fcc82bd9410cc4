/** The string formats that the vendored schemas name, each checked in one pass. */

/** RFC 3339, section 5.6: a real date, a time, and an offset. */
function isDateTime(text: string): boolean {
  const match = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](\d\d):(\d\d))$/.exec(text)
  if (match === null) return false
  const [, date = '', hour, minute, second, offsetHour = '0', offsetMinute = '0'] = match
  const isOffset = Number(offsetHour) < 24 && Number(offsetMinute) < 60
  return isDate(date) && Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60 && isOffset
}

/** RFC 3339 full-date. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** RFC 3987: no white space, none of the characters that only a percent code may stand for, no broken code. */
function isIriReference(text: string): boolean {
  return !/[\s<>"{}|\\^`\p{Cc}]/u.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text)
}

/** RFC 3986: a scheme, a colon, and what a reference may hold. */
function isUri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && isIriReference(text)
}

/** RFC 9562, section 4: the text form, in either case. */
function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
}

/** RFC 6531 as far as it can be told without a mail server: something, one `@`, something. */
function isIdnEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  return at > 0 && at < text.length - 1 && !/[\s\p{Cc}]/u.test(text)
}

/** Keyed by the names of JSON Schema; `string` stands in the 1.2 schema and means nothing. */
export const formats = {
  'date-time': isDateTime,
  date: isDate,
  'iri-reference': isIriReference,
  uri: isUri,
  uuid: isUuid,
  'idn-email': isIdnEmail,
  string: (): boolean => true,
} as const
