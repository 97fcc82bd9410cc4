/** One range of bytes (RFC 9110, section 14): the form that our own clients ask for. */

export interface ByteRange {
  /** First and last byte, both included. */
  readonly from: number
  readonly to: number
}

/** `whole` where there is no header or one that may be ignored (several ranges, other units); `unsatisfiable` gets 416. */
export function parseByteRange(header: string | null, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  const [, first = '', last = ''] = match ?? []
  if (first === '') return last === '' ? 'whole' : lastBytes(Number(last), size)
  const from = Number(first)
  const to = last === '' ? size - 1 : Number(last)
  if (last !== '' && to < from) return 'whole'
  return from >= size ? 'unsatisfiable' : { from, to: Math.min(to, size - 1) }
}

function lastBytes(count: number, size: number): ByteRange | 'unsatisfiable' {
  const length = Math.min(count, size)
  return length === 0 ? 'unsatisfiable' : { from: size - length, to: size - 1 }
}
