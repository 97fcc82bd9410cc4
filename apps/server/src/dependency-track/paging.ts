/** Pages as Dependency-Track cuts them: numbered from one, with the whole number in a header. */
import type { Reply } from '../kernel/model.ts'

/** Of one page where a client does not say; its own clients ask for 100 or 500. */
const usual = 100
const most = 1000

/** Clients go on until they have as many as the header says: without it they stop after the first page. */
export function toPage<T>(all: readonly T[], asked: URLSearchParams): Reply<T[]> {
  const number = readWhole(asked.get('pageNumber') ?? asked.get('page'), 1)
  const size = Math.min(most, readWhole(asked.get('pageSize') ?? asked.get('limit'), usual))
  const start = (number - 1) * size
  return {
    kind: 'value',
    value: all.slice(start, start + size),
    headers: { 'x-total-count': String(all.length) },
  }
}

function readWhole(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise
}
