/** Why nothing was made of a paper, as answers of HTTP. */

export interface Refused {
  readonly kind: 'refused'
  readonly status: number
  readonly code: string
  readonly message: string
}

export function refuse(status: number, code: string, message: string): Refused {
  return { kind: 'refused', status, code, message }
}

export function notFound(): Refused {
  return refuse(404, 'NOT_FOUND', 'there is no such thing here')
}
